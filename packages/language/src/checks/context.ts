import type { Diagnostic } from '../diagnostic.js';
import type { Model } from '../model/model.js';
import type { Program } from '../syntax/tree.js';
import { nearest } from '../text/nearest.js';

/** What every rule gets. Rules know nothing of each other, and all of them always run. */
export interface CheckContext {
  readonly program: Program;
  readonly model: Model;
  report(diagnostic: Diagnostic): void;
}

export type Rule = (context: CheckContext) => void;

const listedMax = 10;

/** "did you mean …?" where a candidate is near, else the candidates. */
export function suggest(word: string, plural: string, candidates: readonly string[]): string {
  const best = nearest(word, candidates);
  const listed = candidates.slice(0, listedMax).join(', ');
  const more = candidates.length > listedMax ? ', …' : '';
  const available =
    candidates.length === 0 ? `no ${plural} are declared` : `available ${plural}: ${listed}${more}`;
  return best === undefined ? available : `did you mean '${best}'? (${available})`;
}
