import { dirname, resolve } from 'node:path';
import { memoryOpener } from '@mso/agents';
import type { Module } from '@mso/bytecode';
import type { OpenMemory } from '@mso/vm';

/** What opens the stores of a program's memories, which lie where the program lies. */
export function openMemory(program: string, module: Module): Promise<OpenMemory> {
  return memoryOpener(dirname(resolve(program)), { sqlite: mayUseSqlite(module) });
}

/** Whether a `memory` block names SQLite, or takes a setting from elsewhere. */
function mayUseSqlite({ blocks, code, strings }: Module): boolean {
  const memories = blocks.filter(({ kind }) => kind === 'memory');
  if (memories.length === 0) return false;
  if (strings.some((text) => text.toLowerCase().includes('sqlite'))) return true;
  return memories.some(({ start, end }) =>
    code.slice(start, end).some(({ op }) => op === 'ResolveReference'),
  );
}
