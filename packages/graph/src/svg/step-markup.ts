import { type Card, type Chip, cardSizes } from '../layout/card.js';
import type { PlacedNode } from '../layout/placed.js';
import type { StepNode } from '../model/workflow-graph.js';
import { icons, stateMarks } from './icons.js';
import { content, element } from './markup.js';
import type { StepState } from './step-state.js';

/** What a card shows, with its corner at the top left as 0,0. */
export function cardMarkup(
  step: StepNode,
  { width, height }: PlacedNode,
  card: Card,
  state: StepState | undefined,
): string {
  const { paddingX, paddingY, title, line } = cardSizes;
  let y = paddingY + title - 4;
  const parts = [
    element('rect', { class: 'card', width, height, rx: 8 }),
    element('path', { class: 'bar', d: barPath(height) }),
    text('title', paddingX, y, card.title),
    ...(state ? [stateMark(state, width), attemptText(step, state, width, y)] : []),
  ];
  const { worker, when } = card;
  if (worker) {
    y += line;
    parts.push(icon(icons[worker.icon], paddingX, y));
    parts.push(text('worker', besideIcon, y, worker.name));
    if (worker.detail !== '') parts.push(text('detail', worker.detailX, y, worker.detail));
  }
  if (when !== undefined) {
    y += line;
    parts.push(icon(icons.when, paddingX, y), text('when', besideIcon, y, when));
  }
  const top = height - paddingY - cardSizes.chip;
  return [...parts, ...card.chips.map((chip) => chipMarkup(chip, top))].join('');
}

const besideIcon = cardSizes.paddingX + cardSizes.icon + cardSizes.iconGap;

/** Along the left side, within the round corners. */
function barPath(height: number): string {
  return `M4,1A7,7 0 0 0 1,7V${height - 7}A7,7 0 0 0 4,${height - 1}Z`;
}

function text(name: string, x: number, y: number, value: string, more = {}): string {
  return element('text', { class: name, x, y, ...more }, content(value));
}

/** On the line of a text whose baseline is `y`. */
function icon(path: string, x: number, y: number): string {
  return element('path', { class: 'icon', transform: `translate(${x},${y - 10})`, d: path });
}

function chipMarkup({ icon: kind, text: value, x, width }: Chip, top: number): string {
  const { chip, chipPadding, icon: iconSize, iconGap } = cardSizes;
  const baseline = chip / 2 + 4;
  return element(
    'g',
    { class: 'chip', transform: `translate(${x},${top})` },
    element('rect', { width, height: chip, rx: chip / 2 }) +
      icon(icons[kind], chipPadding, baseline) +
      text('chip-text', chipPadding + iconSize + iconGap - 1, baseline, value),
  );
}

function stateMark({ status }: StepState, width: number): string {
  return element(
    'g',
    { class: 'mark', transform: `translate(${width - 26},11)` },
    element('circle', { cx: 6, cy: 6, r: 8 }) + element('path', { d: stateMarks[status] }),
  );
}

/** Only where there are or were several. */
function attemptText(
  step: StepNode,
  { attempt }: StepState,
  width: number,
  baseline: number,
): string {
  if (attempt === undefined) return '';
  const most = step.retry?.attemptsMax ?? 1;
  if (most <= 1) return '';
  const value = `attempt ${attempt} of ${most}`;
  return text('attempt', width - 34, baseline, value, { 'text-anchor': 'end' });
}
