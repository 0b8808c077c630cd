/** Where output goes: results to standard output, everything about them to standard error. */
export interface Terminal {
  /** A result, as whole lines. */
  print(text: string): void;
  /** Whether a person reads the results. */
  readonly printsToPerson: boolean;
  /** A message, as whole lines. */
  report(text: string): void;
  /** Whether a person reads the messages while they appear. */
  readonly isInteractive: boolean;
  /** Replaces the line that the messages' cursor is in; only where it is interactive. */
  overwrite(text: string): void;
  readonly printPaint: Paint;
  readonly reportPaint: Paint;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export interface Paint {
  readonly color: boolean;
  (text: string, ...styles: readonly Style[]): string;
}

const codes: Readonly<Record<Style, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
};

export function paintWith(color: boolean): Paint {
  const paint = (text: string, ...styles: readonly Style[]): string => {
    if (!color) return text;
    return `\u001b[${styles.map((style) => codes[style]).join(';')}m${text}\u001b[0m`;
  };
  return Object.assign(paint, { color });
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a stream shows colors: a terminal that can, and nobody asked not to. */
export function showsColor(
  stream: { readonly isTTY?: boolean },
  environment: Environment,
): boolean {
  if (stream.isTTY !== true) return false;
  return !environment.NO_COLOR && environment.TERM !== 'dumb';
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    print: (text) => {
      stdout.write(`${text}\n`);
    },
    printsToPerson: stdout.isTTY === true,
    report: (text) => {
      stderr.write(`${text}\n`);
    },
    isInteractive: stderr.isTTY === true,
    overwrite: (text) => {
      stderr.write(`\r${text}\r`);
    },
    printPaint: paintWith(showsColor(stdout, env)),
    reportPaint: paintWith(showsColor(stderr, env)),
  };
}
