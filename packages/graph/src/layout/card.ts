import type { Retry, StepNode, Worker } from '../model/workflow-graph.js';
import { type Font, fitted, plain, textWidth } from './text.js';

export const fonts = {
  heading: { size: 17, isBold: true },
  title: { size: 14, isBold: true },
  text: { size: 12 },
  small: { size: 11 },
  code: { size: 11, isMono: true },
} as const satisfies Readonly<Record<string, Font>>;

/** What a step looks like: its lines, measured and cut to what fits. */
export interface Card {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly worker?: CardWorker;
  readonly when?: string;
  readonly chips: readonly Chip[];
}

export interface CardWorker {
  readonly icon: 'agent' | 'crew';
  readonly name: string;
  readonly detail: string;
}

export interface Chip {
  readonly icon: 'retry' | 'timeout' | 'parallel';
  readonly text: string;
  readonly x: number;
  readonly width: number;
}

export const cardSizes = {
  widthMin: 176,
  widthMax: 300,
  paddingX: 14,
  paddingY: 12,
  title: 18,
  line: 19,
  icon: 12,
  /** Between an icon and its text. */
  iconGap: 6,
  chip: 20,
  chipPadding: 8,
  chipGap: 6,
  chipsTop: 8,
  /** At the end of the title's line, where the state is shown. */
  mark: 26,
} as const;

export function cardOf(step: StepNode): Card {
  const { widthMin, widthMax, paddingX, mark, icon, iconGap } = cardSizes;
  const title = plain(step.name) || '(no name)';
  const when = step.when === undefined ? undefined : plain(step.when);
  const worker = step.worker && workerText(step.worker);
  const chips = placedChips(step);
  const textWidths = [
    textWidth(title, fonts.title) + mark,
    worker ? icon + iconGap + textWidth(worker.name + worker.detail, fonts.text) + iconGap : 0,
    when === undefined ? 0 : icon + iconGap + textWidth(when, fonts.code),
  ];
  const widest = Math.min(Math.max(...textWidths), widthMax - 2 * paddingX);
  const chipsWidth = Math.max(0, ...chips.map(({ x, width }) => x + width - paddingX));
  const inner = Math.max(widest, chipsWidth, widthMin - 2 * paddingX);
  const lineRoom = inner - icon - iconGap;
  return {
    ...{ width: Math.ceil(inner + 2 * paddingX), height: heightOf(worker, when, chips), chips },
    title: fitted(title, inner - mark, fonts.title),
    ...(worker && { worker: placedWorker(worker, lineRoom) }),
    ...(when !== undefined && { when: fitted(when, lineRoom, fonts.code) }),
  };
}

function heightOf(worker: unknown, when: unknown, chips: readonly Chip[]): number {
  const { paddingY, title, line, chip, chipsTop } = cardSizes;
  const lines = [worker, when].filter((each) => each !== undefined).length;
  const footer = chips.length === 0 ? 0 : chipsTop + chip;
  return 2 * paddingY + title + lines * line + footer;
}

/** Who works, and with what or how. */
function workerText(worker: Worker): Pick<CardWorker, 'icon' | 'name' | 'detail'> {
  if (worker.kind === 'agent') {
    const { name, model = '' } = worker;
    return { icon: 'agent', name: plain(name), detail: plain(model) };
  }
  const members = worker.members.map(plain);
  const { name, process } = worker;
  if (name !== undefined) return { icon: 'crew', name: plain(name), detail: process };
  return { icon: 'crew', name: members.join(' → '), detail: '' };
}

function placedWorker(
  { icon, name, detail }: Pick<CardWorker, 'icon' | 'name' | 'detail'>,
  room: number,
): CardWorker {
  const shownName = fitted(name, room, fonts.text);
  const nameWidth = textWidth(shownName, fonts.text);
  const left = room - nameWidth - cardSizes.iconGap;
  const isRoom = detail !== '' && left > textWidth('mmm…', fonts.text);
  return { icon, name: shownName, detail: isRoom ? fitted(detail, left, fonts.text) : '' };
}

/** In a group everything is parallel, and need not say so. */
function placedChips({ retry, timeout, isParallel, group }: StepNode): readonly Chip[] {
  const { paddingX, chipPadding, chipGap, icon, iconGap } = cardSizes;
  const texts: readonly (readonly [Chip['icon'], string | undefined])[] = [
    ['retry', retry && retryText(retry)],
    ['timeout', timeout],
    ['parallel', isParallel && group === undefined ? 'parallel' : undefined],
  ];
  const chips: Chip[] = [];
  let x: number = paddingX;
  for (const [kind, text] of texts) {
    if (text === undefined) continue;
    const width = Math.ceil(2 * chipPadding + icon + iconGap + textWidth(text, fonts.small));
    chips.push({ icon: kind, text, x, width });
    x += width + chipGap;
  }
  return chips;
}

/** Undefined where there is only one attempt anyway. */
export function retryText({ attemptsMax, delay, backoff }: Retry): string | undefined {
  if (attemptsMax <= 1) return undefined;
  const way = backoff === 'fixed' ? '' : ` ${backoff}`;
  return `${attemptsMax} × ${delay}${way}`;
}
