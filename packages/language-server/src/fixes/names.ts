import {
  checkExpression,
  expressionFunctions,
  type NamedKind,
  nearest,
  programEnvironments,
} from '@mso/language';
import { symbolsOf } from '../completion/names.js';
import { nameEdit } from '../text/name-edit.js';
import { contains, positionAt, spanOfRange } from '../text/positions.js';
import type { UseSummary } from '../workspace/summary.js';
import { type Fix, type Mistake, pathOf, replacement, textAt } from './fix.js';

const proposedMax = 3;

/** A declared name that is near the one that is not. */
export function nearestNames(mistake: Mistake): Fix[] {
  const use = useAt(mistake);
  if (use === undefined) return [];
  const { analysis, diagnostic, workspace } = mistake;
  const kinds = use.kinds.filter((kind): kind is NamedKind => kind !== 'variable');
  const offset = diagnostic.span.start;
  const names = symbolsOf({ analysis, offset, workspace }, kinds).map(({ name }) => name);
  const others = names.filter((name) => name !== stepAround(mistake));
  return nearestOf(use.name, others).map((name, index) => {
    const { range, newText } = nameEdit(use.place, name);
    const edits = [replacement(spanOfRange(analysis.file, range), newText)];
    return { title: changeTo(name), edits, ...(index === 0 && { isPreferred: true as const }) };
  });
}

/** The step that a step's name stands in, which cannot be meant: a step waits for others. */
function stepAround(mistake: Mistake): string | undefined {
  if (mistake.diagnostic.code !== 'UndefinedStep') return undefined;
  return pathOf(mistake).findLast((node) => node.kind === 'Section')?.name?.text;
}

export function useAt({ analysis, diagnostic }: Mistake): UseSummary | undefined {
  const { start, end } = diagnostic.span;
  const middle = positionAt(analysis.file, (start + end) >> 1);
  return analysis.summary.uses.find(({ place }) => contains(place.range, middle));
}

/** A name, a member or a function of an expression that is near the one that there is not. */
export function nearestInExpression(mistake: Mistake): Fix[] {
  const word = textAt(mistake);
  return nearestOf(word, candidates(mistake)).map((name, index) => ({
    title: changeTo(name),
    edits: [replacement(mistake.diagnostic.span, name)],
    ...(index === 0 && { isPreferred: true as const }),
  }));
}

function candidates(mistake: Mistake): Iterable<string> {
  const { analysis, diagnostic, workspace } = mistake;
  if (diagnostic.code === 'UndefinedFunction') return expressionFunctions.keys();
  const { start: offset } = diagnostic.span;
  const steps = symbolsOf({ analysis, offset, workspace }, ['step']).map(({ name }) => name);
  const environment = programEnvironments(analysis.model)(steps).step;
  if (diagnostic.code === 'UndefinedName') return environment.names();
  const member = pathOf(mistake).findLast((node) => node.kind === 'Member');
  if (member === undefined) return [];
  const { type } = checkExpression(member.object, environment);
  return type.kind === 'record' ? type.names() : [];
}

export function nearestOf(word: string, names: Iterable<string>): readonly string[] {
  const left = new Set(names);
  const found: string[] = [];
  while (found.length < proposedMax) {
    const best = nearest(word, left);
    if (best === undefined) break;
    found.push(best);
    left.delete(best);
  }
  return found;
}

export function changeTo(name: string): string {
  return `Change to '${name}'`;
}
