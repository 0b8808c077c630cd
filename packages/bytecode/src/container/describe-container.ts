import { decoded } from '../encoding/format-error.js';
import { instructionTable } from '../opcodes.js';
import { readSection } from './decode-module.js';
import { type HelixBinary, sectionName } from './helix-binary.js';
import { type Opcode, opcodesCodec } from './opcode-codec.js';
import type { ReadOptions } from './read-options.js';

export interface ContainerDescription {
  readonly magic: string;
  readonly version: number;
  readonly flags: HelixBinary['flags'];
  /** Times as decimal text, since they may exceed what a number holds exactly. */
  readonly metadata: Omit<HelixBinary['metadata'], 'createdAt'> & { readonly createdAt: string };
  /** Lower-case hex. */
  readonly checksum: string;
  readonly symbols: Readonly<Record<keyof HelixBinary['symbols'], number>>;
  readonly sections: readonly SectionDescription[];
  /** How often each name occurs in the section Instructions, in the order of the tags. */
  readonly instructions: Readonly<Record<string, number>>;
}

export interface SectionDescription {
  readonly name: string;
  /** Where its record starts in the file. */
  readonly offsetBytes: number;
  readonly storedBytes: number;
  readonly plainBytes: string;
  readonly compression: string;
}

/** What a container holds, as plain data that is the same for the same file. */
export function describeContainer(
  container: HelixBinary,
  options: ReadOptions = {},
): ContainerDescription {
  const { magic, version, flags, metadata, symbols, sections, checksum } = container;
  return {
    ...{ magic, version, flags, checksum: checksum.toString(16) },
    metadata: { ...metadata, createdAt: metadata.createdAt.toString() },
    symbols: {
      strings: symbols.strings.length,
      stringMap: symbols.stringMap.length,
      agents: symbols.agents.length,
      workflows: symbols.workflows.length,
      contexts: symbols.contexts.length,
      crews: symbols.crews.length,
      variables: symbols.variables.length,
    },
    sections: sections.map(({ type, at, data, size, compression }) => ({
      name: sectionName(type),
      offsetBytes: at,
      storedBytes: data.length,
      plainBytes: size.toString(),
      compression: compression?.kind ?? 'None',
    })),
    instructions: counted(opcodesOf(container, options)),
  };
}

/** None where the section is missing or damaged; reading the module says what is wrong. */
function opcodesOf(container: HelixBinary, options: ReadOptions): readonly Opcode[] {
  const read = decoded(() =>
    readSection(container, { kind: 'Instructions' }, opcodesCodec, options),
  );
  return (read.ok ? read.value : undefined) ?? [];
}

function counted(opcodes: readonly Opcode[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { op } of opcodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  const inOrder = Object.keys(instructionTable).filter((op) => counts.has(op));
  return Object.fromEntries(inOrder.map((op) => [op, counts.get(op) ?? 0]));
}
