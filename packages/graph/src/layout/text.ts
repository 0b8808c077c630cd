/**
 * How wide a text will be, without a screen to ask. The widths are those of common sans-serif and
 * monospaced fonts, a little generous, so that what is laid out by them has room in all of these.
 */
export interface Font {
  readonly size: number;
  readonly isBold?: boolean;
  readonly isMono?: boolean;
}

/** In shares of the font's size. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijlI|!.,:;'`]/u, 0.29],
  [/[ ()[\]{}/\\tfr"-]/u, 0.37],
  [/[mwMW@%]/u, 0.92],
  [/\p{Lu}/u, 0.7],
  [/\p{M}/u, 0],
  [/[\u1100-\u115f\u2e80-\uffef]|\p{Extended_Pictographic}|[\u{20000}-\u{3fffd}]/u, 1.05],
];

const commonWidth = 0.55;
const monoWidth = 0.61;
const boldFactor = 1.06;

const known = new Map<string, number>();

/** The width of a text in the units that the size of its font is in. */
export function textWidth(text: string, { size, isBold, isMono }: Font): number {
  let sum = 0;
  for (const character of text) sum += isMono ? monoShare(character) : share(character);
  return sum * size * (isBold ? boldFactor : 1);
}

/** The text, or as much of its beginning as there is room for, with an ellipsis. */
export function fitted(text: string, room: number, font: Font): string {
  if (textWidth(text, font) <= room) return text;
  const left = room - textWidth('…', font);
  let kept = '';
  for (const character of text) {
    if (textWidth(kept + character, font) > left) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** A text on one line; what no font can show is replaced. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .trim();
}

function share(character: string): number {
  let width = known.get(character);
  if (width === undefined) {
    width = widths.find(([pattern]) => pattern.test(character))?.[1] ?? commonWidth;
    if (known.size < 10_000) known.set(character, width);
  }
  return width;
}

function monoShare(character: string): number {
  const width = share(character);
  return width === 0 || width > 1 ? width : monoWidth;
}
