import type { Location, Position } from 'vscode-languageserver';
import { contains } from '../text/positions.js';
import type { Analysis } from './analysis.js';
import type { NamePlace, OuterKind, SymbolKind, SymbolSummary, UseSummary } from './summary.js';
import type { KnownFile, Workspace } from './workspace.js';

/** Something that has a name, wherever it is declared and used. */
export interface Target {
  readonly kind: SymbolKind | OuterKind;
  readonly name: string;
  /** For a step: the declaration that it belongs to. */
  readonly scope?: { readonly identity: string; readonly symbol: number };
}

/** A place where a target's name is written. */
export interface Occurrence {
  readonly file: KnownFile;
  readonly place: NamePlace;
  /** The index of what is declared there. */
  readonly symbol?: number;
  readonly use?: UseSummary;
}

/** What a name at a position stands for, and where exactly the name is. */
export function targetAt(
  workspace: Workspace,
  { identity, summary }: Analysis,
  position: Position,
): { readonly target: Target; readonly place: NamePlace } | undefined {
  for (const [index, symbol] of summary.symbols.entries()) {
    if (touches(symbol.place, position)) {
      return { target: targetOfSymbol(identity, symbol, index), place: symbol.place };
    }
  }
  for (const use of summary.uses) {
    if (!touches(use.place, position)) continue;
    const target = targetOfUse(workspace, identity, use);
    if (target !== undefined) return { target, place: use.place };
  }
  return undefined;
}

/** The quotes around a name belong to it. */
function touches({ range, form }: NamePlace, position: Position): boolean {
  const { start, end } = range;
  const around = form === 'quoted' ? 1 : 0;
  return contains(
    {
      start: { line: start.line, character: Math.max(0, start.character - around) },
      end: { line: end.line, character: end.character + around },
    },
    position,
  );
}

export function targetOfSymbol(identity: string, symbol: SymbolSummary, index: number): Target {
  const { kind, name, parent } = symbol;
  if (!isStep(kind)) return { kind, name };
  return { kind, name, scope: { identity, symbol: parent ?? index } };
}

function isStep(kind: string): boolean {
  return kind === 'step' || kind === 'stage';
}

/** Undefined for a word that turns out to be no name of a program's own. */
export function targetOfUse(
  workspace: Workspace,
  identity: string,
  { kinds, name, scope }: UseSummary,
): Target | undefined {
  const [first = 'agent'] = kinds;
  if (isStep(first)) {
    const symbols = workspace.file(identity)?.summary.symbols ?? [];
    const step = symbols.find(
      (each) => isStep(each.kind) && each.parent === scope && each.name === name,
    );
    if (scope === undefined) return undefined;
    return { kind: step?.kind ?? first, name, scope: { identity, symbol: scope } };
  }
  if (first === 'memory key' || first === 'environment') return { kind: first, name };
  for (const kind of kinds) {
    const target = { kind, name };
    for (const _ of declarationsOf(workspace, identity, target)) return target;
  }
  const isKnown = first === 'memory' ? name === 'memory' : first !== 'variable' && first !== 'load';
  return isKnown ? { kind: first, name } : undefined;
}

export function* declarationsOf(
  workspace: Workspace,
  identity: string,
  target: Target,
): Generator<Occurrence & { readonly symbol: number }> {
  const { kind, name, scope } = target;
  const home = scope?.identity ?? identity;
  for (const file of filesOf(workspace, home, target)) {
    for (const [symbol, each] of file.summary.symbols.entries()) {
      if (each.kind !== kind || (each.name !== name && !isAnyMemory(target))) continue;
      if (scope !== undefined && each.parent !== scope.symbol) continue;
      yield { file, place: each.place, symbol };
    }
  }
}

/** `@memory` is the first memory, whatever its name. */
function isAnyMemory({ kind, name }: Target): boolean {
  return kind === 'memory' && name === 'memory';
}

function isFirstMemory(workspace: Workspace, identity: string, { kind, name }: Target): boolean {
  if (kind !== 'memory') return false;
  const first = declarationsOf(workspace, identity, { kind, name: 'memory' }).next().value;
  return first !== undefined && first.file.summary.symbols[first.symbol]?.name === name;
}

export function* usesOf(
  workspace: Workspace,
  identity: string,
  target: Target,
): Generator<Occurrence & { readonly use: UseSummary }> {
  const { kind, name, scope } = target;
  const home = scope?.identity ?? identity;
  const isHidden = kind === 'crew' && isDeclared(workspace, identity, { kind: 'agent', name });
  const isFirst = isFirstMemory(workspace, identity, target);
  for (const file of filesOf(workspace, home, target)) {
    for (const use of file.summary.uses) {
      const isNamed = use.name === name || (isFirst && use.name === 'memory');
      if (!isNamed || !use.kinds.includes(kind)) continue;
      if (scope !== undefined && use.scope !== scope.symbol) continue;
      if (isHidden && use.kinds.includes('agent')) continue;
      yield { file, place: use.place, use };
    }
  }
}

/** Everywhere a name is written, declarations first. */
export function* occurrencesOf(
  workspace: Workspace,
  identity: string,
  target: Target,
): Generator<Occurrence> {
  yield* declarationsOf(workspace, identity, target);
  yield* usesOf(workspace, identity, target);
}

export function isDeclared(workspace: Workspace, identity: string, target: Target): boolean {
  return !declarationsOf(workspace, identity, target).next().done;
}

export function locationOf({ file, place }: Occurrence): Location {
  return { uri: file.uri, range: place.range };
}

/** A step is nowhere but in the file of its workflow. */
function* filesOf(workspace: Workspace, home: string, { scope }: Target): Generator<KnownFile> {
  if (scope === undefined) yield* workspace.related(home);
  else {
    const file = workspace.file(home);
    if (file !== undefined) yield file;
  }
}
