/**
 * A string in double quotes, from how it is written and what it holds. Its escapes stay; a
 * carriage return becomes one, as the result has no other line ends than line feeds.
 */
export function stringText(raw: string, content: string, indent: string): string {
  if (raw.startsWith('"""')) return textBlock(content, indent);
  return visibleReturns(raw.startsWith("'") ? inDoubleQuotes(raw) : raw);
}

/** A string within an expression: only its line ends change. */
export function stringInExpression(raw: string): string {
  return raw.startsWith('"""') ? raw.replaceAll(/\r\n?/g, '\n') : visibleReturns(raw);
}

/** The content of a text block, each line indented; it says `text` again when it is read. */
function textBlock(text: string, indent: string): string {
  if (!text.includes('\n')) return `"""${text}"""`;
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const content = lines.map((line) => (line === '' ? '\n' : `\n${indent}${line}`));
  return `"""${content.join('')}\n${indent}${last}"""`;
}

function inDoubleQuotes(raw: string): string {
  const content = raw.slice(1, -1);
  const text = content.replaceAll(/\\(.)|"/gs, (part, escaped: string | undefined) => {
    if (escaped === undefined) return '\\"';
    return escaped === "'" ? "'" : part;
  });
  return `"${text}"`;
}

function visibleReturns(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r', '\\r') : text;
}
