import type { Property } from '../syntax/tree.js';
import type { SecretModel } from './model.js';
import { propertiesOf } from './values.js';

/** The secrets of `secrets { … }`; what is no secret is left out. */
export function secretsOf(property: Property): readonly SecretModel[] {
  const { value } = property;
  if (value.kind !== 'Object') return [];
  return propertiesOf(value.block)
    .map(secretOf)
    .filter((secret) => secret !== undefined);
}

/** `key = $NAME`, `key = "vault:path"` or `key = "file:path"`. */
export function secretOf(property: Property): SecretModel | undefined {
  const { key, value } = property;
  if (value.kind === 'Variable' && value.scope === 'environment') {
    return { key, kind: 'Environment', target: value.name, property };
  }
  if (value.kind !== 'String') return undefined;
  const { text } = value;
  if (text.startsWith('vault:')) {
    return { key, kind: 'Vault', target: text.slice('vault:'.length), property };
  }
  if (text.startsWith('file:')) {
    return { key, kind: 'File', target: text.slice('file:'.length), property };
  }
  return undefined;
}
