/** Pieces of Markdown; cells keep a `|` of the language from ending them. */

export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const cells = [columns, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((row) => [...(row[index] ?? '')].length)),
  );
  const line = (row: readonly string[]): string => {
    const padded = widths.map((width, index) => {
      const cell = row[index] ?? '';
      return cell + ' '.repeat(width - [...cell].length);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const [head = [], ...body] = cells;
  return [
    line(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...body.map(line),
  ];
}

export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

export function fence(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, ...text.trimEnd().split('\n'), '```'];
}
