import type { ReferenceValue } from '@mso/language';

/** `@file[key]` as one text, the key in quotes: `file["key"]`. */
export function referencePath({ path, index }: ReferenceValue): string {
  return index === undefined ? path : `${path}[${JSON.stringify(index.text)}]`;
}
