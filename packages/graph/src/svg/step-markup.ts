import { type Card, type CardWorker, type Chip, cardSizes, fonts } from '../layout/card.js';
import type { PlacedNode } from '../layout/placed.js';
import { fitted, textWidth } from '../layout/text.js';
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
    ...titleMarkup(step, card, width, y, state),
  ];
  const { worker, when } = card;
  if (worker) {
    y += line;
    parts.push(icon(icons[worker.icon], paddingX, y));
    parts.push(workerMarkup(worker, y));
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

/** The detail follows the name in one text: how wide that is, only what draws it knows. */
function workerMarkup({ name, detail }: CardWorker, y: number): string {
  const attributes = { class: 'worker', x: besideIcon, y };
  if (detail === '') return element('text', attributes, content(name));
  const behind = element('tspan', { class: 'detail', dx: cardSizes.iconGap }, content(detail));
  return element('text', attributes, content(name) + behind);
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

/** The name with what is known of a run: a mark, and the attempt where there may be several. */
function titleMarkup(
  step: StepNode,
  { title }: Card,
  width: number,
  y: number,
  state: StepState | undefined,
): readonly string[] {
  const { paddingX, mark, iconGap } = cardSizes;
  if (state === undefined) return [text('title', paddingX, y, title)];
  const attempt = attemptText(step, state);
  if (attempt === '') return [text('title', paddingX, y, title), stateMark(state, width)];
  const right = width - mark - paddingX + iconGap;
  const room = right - textWidth(attempt, fonts.small) - iconGap - paddingX;
  return [
    text('title', paddingX, y, fitted(title, room, fonts.title)),
    text('attempt', right, y, attempt, { 'text-anchor': 'end' }),
    stateMark(state, width),
  ];
}

function attemptText({ retry }: StepNode, { attempt }: StepState): string {
  const most = retry?.attemptsMax ?? 1;
  return attempt === undefined || most <= 1 ? '' : `attempt ${attempt} of ${most}`;
}

function stateMark({ status }: StepState, width: number): string {
  return element(
    'g',
    { class: 'mark', transform: `translate(${width - 26},15)` },
    element('circle', { cx: 6, cy: 6, r: 8 }) + element('path', { d: stateMarks[status] }),
  );
}
