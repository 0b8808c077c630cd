/**
 * Keys of `SetProperty`.
 *
 * A plain key names a property; a key that starts with `/` is a JSON pointer into one, with `~0`
 * for `~` and `~1` for `/`. The last part `-` with the text `[]` or `{}` makes an empty container;
 * a key that is itself `-` is written `~2`, so that the two can be told apart.
 */
export function encodePath(parts: readonly string[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && !only.startsWith('/')) return only;
  return parts.map((part) => `/${encodePart(part)}`).join('');
}

/** The key that makes an empty container where `parts` lead. */
export function encodeEmptyPath(parts: readonly string[]): string {
  return `${parts.map((part) => `/${encodePart(part)}`).join('')}/-`;
}

export interface PropertyPath {
  /** Never empty. */
  readonly parts: readonly string[];
  /** The value says which empty container to make at `parts`. */
  readonly makesContainer: boolean;
}

export function decodePath(key: string): PropertyPath {
  if (!key.startsWith('/')) return { parts: [key], makesContainer: false };
  const raw = key.slice(1).split('/');
  const makesContainer = raw.length > 1 && raw[raw.length - 1] === '-';
  const parts = makesContainer ? raw.slice(0, -1) : raw;
  return { parts: parts.map(decodePart), makesContainer };
}

function encodePart(part: string): string {
  if (part === '-') return '~2';
  if (!/[~/]/.test(part)) return part;
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

function decodePart(part: string): string {
  if (!part.includes('~')) return part;
  if (part === '~2') return '-';
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
