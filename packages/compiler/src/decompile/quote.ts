import {
  keywords,
  parse,
  quotedText,
  SourceFile,
  type StringPart,
  type Value,
} from '@mso/language';

/** A text in quotes that means exactly this text: what looks like a placeholder is none. */
export const quote = quotedText;

/** The same, with what looks like a placeholder being one. */
export function quoteWithPlaceholders(pieces: readonly TextPiece[]): string {
  const inner = pieces.map(({ text, isPlaceholder }) =>
    isPlaceholder ? text : quote(text).slice(1, -1),
  );
  return `"${inner.join('')}"`;
}

export interface TextPiece {
  readonly text: string;
  readonly isPlaceholder: boolean;
}

/** A quoted string over several lines, where it means the same: as a person would write it. */
export function asTextBlock(quoted: string, pieces: readonly TextPiece[]): string {
  const whole = pieces.map(({ text }) => text).join('');
  if (!whole.includes('\n') || whole.includes('"""')) return quoted;
  const inner = pieces.map(({ text, isPlaceholder }) =>
    isPlaceholder ? text : text.replaceAll('${', '\\${'),
  );
  const block = `"""\n${inner.join('')}"""`;
  return isSameString(readValue(block), readValue(quoted)) ? block : quoted;
}

function isSameString(a: Value | undefined, b: Value | undefined): boolean {
  if (a?.kind !== 'String' || b?.kind !== 'String' || a.text !== b.text) return false;
  const [left, right] = [a.parts ?? [], b.parts ?? []];
  return left.length === right.length && left.every((part, at) => isSamePart(part, right[at]));
}

/** Placeholders stand in the same order in both, and the whole texts are equal. */
function isSamePart(a: StringPart, b: StringPart | undefined): boolean {
  if (a.kind === 'PlaceholderPart') return b?.kind === 'PlaceholderPart';
  return b?.kind === 'TextPart' && a.text === b.text;
}

/** The value that a text means where values stand; undefined where it means none. */
export function readValue(text: string): Value | undefined {
  const { program, diagnostics } = parse(new SourceFile('', `project "p" {\n  v = ${text}\n}`));
  if (diagnostics.length > 0) return undefined;
  const [member, ...others] = program.declarations[0]?.block?.members ?? [];
  return member?.kind === 'Property' && others.length === 0 ? member.value : undefined;
}

/** Keywords that mean something else than the key of a property, at least in some blocks. */
const ambiguousKeys: ReadonlySet<string> = new Set([
  ...['true', 'false', 'null', 'step', 'pipeline', 'backstory'],
]);

/** A key; the formatter takes off the quotes that are not needed, but for keywords. */
export function quoteKey(key: string): string {
  return keywords.has(key) && !ambiguousKeys.has(key) ? key : quote(key);
}
