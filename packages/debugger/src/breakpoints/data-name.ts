import type { Block, Module } from '@mso/bytecode';
import type { DataTarget } from './data-target.js';

/**
 * What can be watched, by what people call it: numbers mean something else in another program, and
 * in the same one once it was changed.
 */
export type DataName =
  | { readonly kind: 'property'; readonly owner: string; readonly key: string }
  /** A cell that the program does not name is one of its heap. */
  | { readonly kind: 'cell'; readonly address: number; readonly name?: string }
  | { readonly kind: 'local'; readonly of: string; readonly start: number; readonly slot: number };

export function nameOf(module: Module, target: DataTarget): DataName {
  switch (target.kind) {
    case 'property': {
      const block = module.blocks.find(({ entity }) => entity === target.entity);
      const owner = block ? pathOf(module, block) : String(target.entity);
      return { kind: 'property', owner, key: target.key };
    }
    case 'cell': {
      const cell = module.cells.find(({ address }) => address === target.address);
      return cell ? { ...target, name: cell.name } : target;
    }
    case 'local':
      return { ...target, of: functionAt(module, target.start) ?? '' };
  }
}

/** What a name means in a program; undefined where it has nothing of that name. */
export function targetNamed(module: Module, name: DataName): DataTarget | undefined {
  switch (name.kind) {
    case 'property': {
      const { owner, key } = name;
      // The way to a block is long to find where there are many.
      const found = module.blocks.find(
        (block) => owner.endsWith(titleOf(block)) && pathOf(module, block) === owner,
      );
      return found && { kind: 'property', entity: found.entity, key };
    }
    case 'cell': {
      if (name.name === undefined) return { kind: 'cell', address: name.address };
      const cell = module.cells.find((each) => each.name === name.name);
      return cell && { kind: 'cell', address: cell.address };
    }
    case 'local': {
      const { of, start, slot } = name;
      return functionAt(module, start) === of ? { kind: 'local', start, slot } : undefined;
    }
  }
}

/** `workflow "publish" step "draft"`: the block with those around it. */
function pathOf({ blocks }: Module, block: Block): string {
  return blocks
    .filter(({ start, end }) => start <= block.start && block.end <= end)
    .map(titleOf)
    .join(' ');
}

function titleOf({ kind, name }: Pick<Block, 'kind' | 'name'>): string {
  return `${kind} ${JSON.stringify(name)}`;
}

function functionAt({ functions }: Module, start: number): string | undefined {
  const found = functions.find((each) => each.kind !== 'builtin' && each.start === start);
  return found && `${found.kind} ${JSON.stringify(found.name)}`;
}

/** What people call it. */
export function dataText(name: DataName): string {
  switch (name.kind) {
    case 'property':
      return `${name.owner}.${name.key}`;
    case 'cell':
      return name.name ?? `memory[${name.address}]`;
    case 'local':
      return `local ${name.slot} of ${name.of}`;
  }
}
