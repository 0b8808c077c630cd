import type { Attribute, LaunchAttribute } from '@mso/adapter';

const begin = '<!-- attributes: made by "npm run manifest -w extension" -->';
const end = '<!-- /attributes -->';

/** The guide with a fresh table of attributes between its two markers. */
export function withAttributeTable(guide: string, attributes: readonly LaunchAttribute[]): string {
  const from = guide.indexOf(begin);
  const to = guide.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md lacks ${begin} … ${end}`);
  return `${guide.slice(0, from)}${begin}\n\n${table(attributes)}\n\n${guide.slice(to)}`;
}

type Row = readonly string[];

function table(attributes: readonly LaunchAttribute[]): string {
  const rows = attributes.flatMap((attribute) => [
    row(attribute, attribute.name, attribute.requests.join(', ')),
    ...(attribute.properties ?? []).map((member) =>
      row(member, `${attribute.name}.${member.name}`, attribute.requests.join(', ')),
    ),
  ]);
  return aligned([['Attribute', 'Of', 'Type', 'Default', 'Meaning'], ...rows]);
}

function row(attribute: Attribute, name: string, requests: string): Row {
  const { required, default: fallback, values, types } = attribute;
  const type = values ? values.map(({ value }) => `\`"${value}"\``).join(' ') : types.join(' or ');
  const absent = required && fallback === undefined ? 'required' : '';
  const preset = fallback === undefined ? absent : `\`${JSON.stringify(fallback)}\``;
  return [`\`${name}\``, requests, type, preset, attribute.description];
}

/** The rows as Markdown, padded the way the formatter pads them: the first one is the header. */
function aligned(rows: readonly Row[]): string {
  const [header = []] = rows;
  const widths = header.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return [header, rule, ...rows.slice(1)]
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)))
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
