import type { DeclaredMember } from './declarations.js';
import { writeBlock, writeProperty } from './write-property.js';
import { type ValueWriter, writeValue } from './write-value.js';

/**
 * Writes the members of a workflow. A trigger that is followed by its options is written with
 * them in one block, as it may have been: `trigger { type = "schedule:…" zone = "UTC" }`.
 */
export function writeTriggered(
  members: readonly DeclaredMember[],
  writer: ValueWriter,
  write: (member: DeclaredMember) => string,
): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < members.length; at++) {
    const member = members[at];
    const next = members[at + 1];
    const block = member && next && triggerBlock(member, next, writer);
    if (block !== undefined) at += 1;
    if (member !== undefined) lines.push(block ?? write(member));
  }
  return lines;
}

function triggerBlock(
  trigger: DeclaredMember,
  options: DeclaredMember,
  writer: ValueWriter,
): string | undefined {
  if (trigger.kind !== 'Property' || options.kind !== 'Property') return undefined;
  if (trigger.key !== 'trigger' || options.key !== 'trigger_options') return undefined;
  if (trigger.value.kind !== 'Text' && trigger.value.kind !== 'Looked up') return undefined;
  if (options.value.kind !== 'Record') return undefined;
  const { entries } = options.value;
  if (entries.size === 0 || entries.has('type')) return undefined;
  const fields = [...entries].map(([key, value]) => writeProperty(key, value, writer));
  return writeBlock('trigger', [`type = ${writeValue(trigger.value, writer)}`, ...fields]);
}
