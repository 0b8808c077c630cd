import { canBeBare, programEnvironments } from '@mso/language';
import {
  LSPErrorCodes,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  type TextEdit,
} from 'vscode-languageserver';
import { type Context, documentFeature } from '../feature.js';
import { nameEdit } from '../text/name-edit.js';
import type { Analysis } from '../workspace/analysis.js';
import {
  declarationsOf,
  isDeclared,
  occurrencesOf,
  type Target,
  targetAt,
  usesOf,
} from '../workspace/occurrences.js';
import type { NamePlace } from '../workspace/summary.js';
import type { KnownFile } from '../workspace/workspace.js';

/** What may be renamed, and its name as it is. */
export const prepareRename = documentFeature(
  PrepareRenameRequest.type,
  { renameProvider: { prepareProvider: true } },
  'Whether the name under the cursor can be changed, and why not',
  (analysis, { position }, { workspace }) => {
    const found = targetAt(workspace, analysis, position);
    if (found === undefined) return null;
    refuseFixed(analysis, found.target, found.place, workspace);
    const name = writtenName(found.target, found.place, analysis);
    return { range: found.place.range, placeholder: name };
  },
);

/** Changes a name everywhere in the files of its programs. */
export const rename = documentFeature(
  RenameRequest.type,
  { renameProvider: { prepareProvider: true } },
  'A new name in all files of a program, quoted where it has to be; never one that is taken',
  async (analysis, { position, newName }, { workspace }) => {
    await workspace.scanned();
    const found = targetAt(workspace, analysis, position);
    if (found === undefined) throw refusal('there is no name here');
    const { target, place } = found;
    refuseFixed(analysis, target, place, workspace);
    refuseName(analysis, target, newName, workspace);
    const edits = new Map<string, TextEdit[]>();
    for (const { file, place: written } of occurrencesOf(workspace, analysis.identity, target)) {
      // `@memory` is the first memory, whatever its name.
      if (written.form === 'keyword') continue;
      const edit = nameEdit(written, newName);
      edits.set(file.uri, [...(edits.get(file.uri) ?? []), edit]);
    }
    return { changes: Object.fromEntries(edits) };
  },
);

function writtenName(target: Target, place: NamePlace, { summary }: Analysis): string {
  return summary.symbols.find((symbol) => symbol.place === place)?.name ?? target.name;
}

function refuseFixed(
  { identity }: Analysis,
  target: Target,
  { form }: NamePlace,
  workspace: Context['workspace'],
): void {
  if (form === 'keyword') throw refusal(`'${target.name}' has no name of its own`);
  if (target.kind === 'load') throw refusal('this is the name of a file');
  if (target.kind === 'environment') throw refusal(`$${target.name} is named outside the program`);
  if (target.kind === 'memory key') throw refusal('what is stored would keep its old key');
  if (!isDeclared(workspace, identity, target)) {
    throw refusal(`there is no ${target.kind} '${target.name}'`);
  }
}

function refuseName(
  { identity, model }: Analysis,
  target: Target,
  name: string,
  workspace: Context['workspace'],
): void {
  if (name.trim() === '') throw refusal('a name must not be empty');
  if (/\p{Cc}/u.test(name)) throw refusal('a name must be on one line');
  if (name === target.name) return;
  if (target.kind === 'variable') {
    if (!canBeBare(name) || name === 'not')
      throw refusal(`expressions could not use a variable '${name}'`);
    const isTaken = programEnvironments(model)([]).step.typeOf(name) !== undefined;
    if (isTaken && !isDeclared(workspace, identity, { ...target, name })) {
      throw refusal(`expressions mean something else by '${name}'`);
    }
  }
  if (target.kind === 'variable') {
    const isTaken = [...declarationsOf(workspace, identity, target)].some((each) =>
      hasVariableBeside(each, name),
    );
    if (isTaken) throw refusal(`the variable '${name}' is there already`);
    return;
  }
  if (target.kind === 'memory' && !canBeBare(name)) {
    const isUsed = [...usesOf(workspace, identity, target)].some(
      ({ place }) => place.form !== 'keyword',
    );
    if (isUsed) throw refusal(`references could not use a memory '${name}'`);
  }
  for (const kind of rivalsOf(target.kind)) {
    if (isDeclared(workspace, identity, { ...target, kind, name })) {
      throw refusal(`the ${kind} '${name}' is there already`);
    }
  }
}

/** Whether a context that declares a variable has another one of that name: other contexts may. */
function hasVariableBeside(
  { file, symbol }: { readonly file: KnownFile; readonly symbol: number },
  name: string,
): boolean {
  const { symbols } = file.summary;
  const context = symbols[symbol]?.parent;
  return symbols.some(
    (each) => each.kind === 'variable' && each.name === name && each.parent === context,
  );
}

/** The kinds that share their names: where a step names one of these, either may be meant. */
function rivalsOf(kind: Target['kind']): readonly Target['kind'][] {
  return kind === 'agent' || kind === 'crew' ? ['agent', 'crew'] : [kind];
}

function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
