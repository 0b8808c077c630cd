import type { Block, Module } from '@mso/bytecode';
import { kindOfPlural } from '../evaluation/scope.js';
import type { DataTarget } from './data-target.js';

/**
 * What a path names that the program declares somewhere, whether or not it has come there:
 * `agents["writer"].model`, `workflows["publish"].steps["draft"].task`, `project.version`.
 */
export function declaredTarget(module: Module, path: readonly string[]): DataTarget | undefined {
  const { blocks } = module;
  const [root = '', name, member, stepName] = path;
  if (root === 'project') {
    return memberOf(
      module,
      blocks.find(({ kind }) => kind === 'project'),
      path.slice(1),
    );
  }
  if (!Object.hasOwn(kindOfPlural, root)) return undefined;
  const wanted = kindOfPlural[root as keyof typeof kindOfPlural];
  const block = blocks.find(({ kind, name: own }) => kind === wanted && own === name);
  if (block === undefined || member !== 'steps') return memberOf(module, block, path.slice(2));
  const step = blocks.find(
    ({ kind, name: own, start }) =>
      kind === 'step' && own === stepName && block.start <= start && start < block.end,
  );
  return memberOf(module, step, path.slice(4));
}

function memberOf(
  { cells }: Module,
  block: Block | undefined,
  [key, name]: readonly string[],
): DataTarget | undefined {
  if (block === undefined || key === undefined) return undefined;
  const { entity, kind } = block;
  if (kind === 'context' && key === 'variables' && name !== undefined) {
    const cell = cells.find(
      (each) => each.kind === 'variable' && each.entity === entity && each.key === name,
    );
    return cell && { kind: 'cell', address: cell.address };
  }
  return { kind: 'property', entity, key };
}
