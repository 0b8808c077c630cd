import assert from 'node:assert/strict';
import { readContainer, writeContainer } from '@mso/bytecode';

/** A binary as another compiler writes it, which knows nothing of our sections. */
export function withoutModule(bytes: Uint8Array): Uint8Array {
  const container = readContainer(bytes);
  assert.ok(container.ok);
  const sections = container.value.sections.filter(({ type }) => type.kind !== 'Custom');
  return writeContainer({ ...container.value, sections });
}
