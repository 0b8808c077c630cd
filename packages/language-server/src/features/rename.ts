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
  isDeclared,
  type Occurrence,
  occurrencesOf,
  type Target,
  targetAt,
} from '../workspace/occurrences.js';
import type { NamePlace } from '../workspace/summary.js';

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
    for (const { file, place: written } of toRename(analysis, found, workspace)) {
      const edit = nameEdit(written, newName);
      edits.set(file.uri, [...(edits.get(file.uri) ?? []), edit]);
    }
    return { changes: Object.fromEntries(edits) };
  },
);

/** A memory is used as `@memory`, whatever its name: only the name itself changes. */
function toRename(
  analysis: Analysis,
  { target, place }: { readonly target: Target; readonly place: NamePlace },
  workspace: Context['workspace'],
): readonly Pick<Occurrence, 'file' | 'place'>[] {
  if (target.kind !== 'memory') return [...occurrencesOf(workspace, analysis.identity, target)];
  return [{ file: { ...analysis, path: analysis.file.path, summary: analysis.summary }, place }];
}

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
  if (target.kind !== 'memory' && !isDeclared(workspace, identity, target)) {
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
    if (!canBeBare(name)) throw refusal(`expressions could not use a variable '${name}'`);
    const isTaken = programEnvironments(model)([]).step.typeOf(name) !== undefined;
    if (isTaken && !isDeclared(workspace, identity, { ...target, name })) {
      throw refusal(`expressions mean something else by '${name}'`);
    }
  }
  // Several contexts may have a variable of the same name, and a program one memory.
  if (target.kind === 'variable' || target.kind === 'memory') return;
  for (const kind of rivalsOf(target.kind)) {
    if (isDeclared(workspace, identity, { ...target, kind, name })) {
      throw refusal(`the ${kind} '${name}' is there already`);
    }
  }
}

/** The kinds that share their names: where a step names one of these, either may be meant. */
function rivalsOf(kind: Target['kind']): readonly Target['kind'][] {
  return kind === 'agent' || kind === 'crew' ? ['agent', 'crew'] : [kind];
}

function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
