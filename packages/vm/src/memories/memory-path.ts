/** What stands behind an `@`, taken apart. */
export interface MemoryPath {
  /** The names between dots. */
  readonly names: readonly string[];
  /** The text in brackets behind them. */
  readonly text?: string;
}

/** Takes a reference's path apart, such as `notes.today` or `notes["the day"]`. */
export function parseMemoryPath(path: string): MemoryPath {
  const at = path.indexOf('["');
  const text = at < 0 || !path.endsWith('"]') ? undefined : parsedText(path.slice(at + 1, -1));
  if (text === undefined) return { names: path.split('.') };
  return { names: path.slice(0, at).split('.'), text };
}

/** The path of what stands behind another path in brackets. */
export function withText(path: string, text: string): string {
  return `${path}[${JSON.stringify(text)}]`;
}

function parsedText(json: string): string | undefined {
  try {
    const text: unknown = JSON.parse(json);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
