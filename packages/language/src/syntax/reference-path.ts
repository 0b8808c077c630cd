import type { IndexExpression, MemoryExpression } from './expression.js';

/** `@file[key]` as one text, the key in quotes: `file["key"]`. */
export function referencePath({
  path,
  index,
}: {
  readonly path: string;
  readonly index?: { readonly text: string };
}): string {
  return index === undefined ? path : `${path}[${JSON.stringify(index.text)}]`;
}

/**
 * Whether what stands in brackets is, where it turns out to be a text, part of the reference that
 * it stands behind: `@memory[input.topic]`.
 */
export function isMemoryKey(
  expression: IndexExpression,
): expression is IndexExpression & { readonly object: MemoryExpression } {
  return expression.object.kind === 'MemoryUse' && !expression.object.path.endsWith(']');
}
