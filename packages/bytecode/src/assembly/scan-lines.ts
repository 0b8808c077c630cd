import type { AssemblyProblem } from './line-cursor.js';

export interface ScannedLines {
  /** The address that each label stands for. */
  readonly labels: ReadonlyMap<string, number>;
  readonly problems: readonly AssemblyProblem[];
}

/** Finds the labels, so that they may be used above the place that they name. */
export function scanLines(lines: readonly string[]): ScannedLines {
  const labels = new Map<string, number>();
  const problems: AssemblyProblem[] = [];
  let address = 0;
  lines.forEach((line, index) => {
    const [, label] = /^\s*([A-Za-z_]\w*)\s*:\s*(?:;[^\n]*)?$/.exec(line) ?? [];
    if (label === undefined) {
      if (/^\s*[A-Za-z]/.test(line)) address++;
      return;
    }
    if (labels.has(label)) {
      problems.push({ line: index + 1, column: 1, message: `the label ${label} is there twice` });
    }
    labels.set(label, address);
  });
  return { labels, problems };
}
