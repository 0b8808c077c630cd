import type { Attribute, AttributeType } from './attribute.js';

/** What is wrong with an attribute's value, or undefined: `vm.maxMemory takes a whole number`. */
export function problemWith(
  attribute: Attribute,
  value: unknown,
  path = attribute.name,
): string | undefined {
  if (!attribute.types.some((type) => isOfType(type, value))) {
    return `${path} takes ${attribute.types.map((type) => typeNames[type]).join(' or ')}`;
  }
  if (attribute.values && !attribute.values.some((allowed) => allowed.value === value)) {
    return `${path} takes ${attribute.values.map((allowed) => `"${allowed.value}"`).join(' or ')}`;
  }
  if (typeof value === 'number') return outOfRange(attribute, value, path);
  if (Array.isArray(value)) return wrongItem(attribute, value, path);
  if (typeof value === 'object' && value !== null) return wrongMember(attribute, value, path);
  return undefined;
}

const typeNames: Readonly<Record<AttributeType, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
  array: 'an array',
};

function isOfType(type: AttributeType, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function outOfRange(attribute: Attribute, value: number, path: string): string | undefined {
  const { minimum, maximum } = attribute;
  if (minimum !== undefined && value < minimum) return `${path} takes ${minimum} or more`;
  if (maximum !== undefined && value > maximum) return `${path} takes ${maximum} or less`;
  return undefined;
}

function wrongItem(
  attribute: Attribute,
  items: readonly unknown[],
  path: string,
): string | undefined {
  const { items: type } = attribute;
  if (type === undefined) return undefined;
  const index = items.findIndex((item) => !isOfType(type, item));
  return index < 0 ? undefined : `${path}[${index}] takes ${typeNames[type]}`;
}

function wrongMember(attribute: Attribute, value: object, path: string): string | undefined {
  for (const [name, member] of Object.entries(value)) {
    const { properties, entries } = attribute;
    const property = properties?.find((candidate) => candidate.name === name);
    const inside = `${path}.${name}`;
    if (properties && property === undefined) {
      const names = properties.map((candidate) => candidate.name).join(', ');
      return `${inside} does not exist; ${path} has ${names}`;
    }
    const problem = property && problemWith(property, member, inside);
    if (problem !== undefined) return problem;
    if (entries && !isOfType(entries, member)) return `${inside} takes ${typeNames[entries]}`;
  }
  return undefined;
}
