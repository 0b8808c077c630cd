import type { DeclaredEntity, DeclaredMember, DeclaredSecret } from './declarations.js';
import { quote, quoteKey, readValue } from './quote.js';
import { writeBlock, writeProperty } from './write-property.js';
import type { ValueWriter } from './write-value.js';

/** The keys that do not name a variable where they stand beside the `variables` block. */
const reservedKeys: ReadonlySet<string> = new Set([
  ...['environment', 'debug', 'max_tokens', 'secrets', 'variables'],
]);

/**
 * The members of a context. Variables stand in a block of their own as far as that can be: their
 * cells come in the order of the block and then of those beside it, and `cellKeys` is that order.
 */
export function writeContextMembers(
  { members }: DeclaredEntity,
  cellKeys: readonly string[],
  writer: ValueWriter,
): readonly string[] {
  const inBlock = keysInBlock(members, cellKeys);
  const block = members
    .filter((member) => member.kind === 'Variable')
    .filter(({ key }) => inBlock.has(key));
  return members.map((member): string => {
    if (member.kind === 'Secrets') {
      const lines = member.secrets.map((secret) => writeSecret(secret, writer));
      return writeBlock('secrets', lines);
    }
    if (member.kind === 'Variable' && inBlock.has(member.key)) {
      if (member !== block[0]) return '';
      return writeBlock(
        'variables',
        block.map(({ key, value }) => writeProperty(key, value, writer)),
      );
    }
    const isNamed = member.kind === 'Property' || member.kind === 'Variable';
    return isNamed ? writeProperty(member.key, member.value, writer) : '';
  });
}

/** With more variables, only the two simplest divisions are tried. */
const triedMax = 200;

/** The variables of the longest block that leads to this order of members and of cells. */
function keysInBlock(
  members: readonly DeclaredMember[],
  cellKeys: readonly string[],
): ReadonlySet<string> {
  const variables = members.flatMap((member, place) =>
    member.kind === 'Variable' ? [{ key: member.key, place }] : [],
  );
  const counts =
    variables.length <= triedMax
      ? [...variables.keys(), variables.length].toReversed()
      : [variables.length, 0];
  for (const count of counts) {
    const keys = new Set(cellKeys.slice(0, count));
    const own = variables.filter(({ key }) => keys.has(key));
    const others = variables.filter(({ key }) => !keys.has(key));
    const isOneBlock = own.every(({ place }, at) => place === (own[0]?.place ?? 0) + at);
    const order = [...own, ...others].map(({ key }) => key);
    const isOrder = order.every((key, at) => key === cellKeys[at]);
    if (isOneBlock && isOrder && others.every(({ key }) => !reservedKeys.has(key))) return keys;
  }
  return new Set(variables.map(({ key }) => key));
}

function writeSecret({ key, from, target }: DeclaredSecret, { losses }: ValueWriter): string {
  const text = secretText(from, target);
  const value = readValue(text);
  const isSame = from !== 'Environment' || (value?.kind === 'Variable' && value.name === target);
  if (!isSame) losses.add(`the secret ${JSON.stringify(key)} in $${JSON.stringify(target)}`);
  return isSame ? `${quoteKey(key)} = ${text}` : '';
}

function secretText(from: DeclaredSecret['from'], target: string): string {
  switch (from) {
    case 'Environment':
      return `$${target}`;
    case 'Vault':
      return quote(`vault:${target}`);
    case 'File':
      return quote(`file:${target}`);
  }
}
