import type { BlockSchema, NumberRange, PropertySchema } from '@mso/language';

/** What the language says about a property, as Markdown. */
export function propertyMarkdown(property: PropertySchema): string {
  const { name, alias, type, documentation, example, values, range, required } = property;
  const title = alias === undefined ? name : `${name}, also ${alias}`;
  const facts = [
    property.default === undefined ? undefined : `Default: \`${property.default}\``,
    values && `Values: ${values.words.map((word) => `\`${word}\``).join(', ')}`,
    range && rangeText(range),
    required === 'error' ? 'Required' : required === 'warning' ? 'Expected' : undefined,
  ].filter((fact) => fact !== undefined);
  return [
    `**${title}**: ${type}`,
    documentation,
    ...(facts.length > 0 ? [facts.join('  \n')] : []),
    codeBlock(example),
  ].join('\n\n');
}

export function blockMarkdown(kind: string, { documentation }: BlockSchema): string {
  return `**${kind}**\n\n${documentation}`;
}

export function codeBlock(text: string): string {
  return `\`\`\`mso\n${text}\n\`\`\``;
}

function rangeText({ integer, minimum, maximum }: NumberRange): string {
  const kind = integer ? 'Whole numbers' : 'Numbers';
  if (minimum !== undefined && maximum !== undefined)
    return `${kind} from ${minimum} to ${maximum}`;
  return minimum === undefined ? kind : `${kind} from ${minimum}`;
}
