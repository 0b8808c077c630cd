import type { Diagnostic } from '../diagnostic.js';
import type { Model } from '../model/model.js';
import type { Program } from '../syntax/tree.js';
import type { KnownBlock } from './blocks.js';
import type { Suggest } from './suggest.js';

/** What every rule gets. Rules know nothing of each other, and all of them always run. */
export interface CheckContext {
  readonly program: Program;
  readonly model: Model;
  /** Every block of a known kind, outer ones first. */
  readonly blocks: readonly KnownBlock[];
  report(diagnostic: Diagnostic): void;
  /** Whether an error was found so far, by the parser or by the rules before this one. */
  hasErrors(): boolean;
  /** "did you mean …?" where a candidate is near, and the candidates. */
  readonly suggest: Suggest;
}

export type Rule = (context: CheckContext) => void;
