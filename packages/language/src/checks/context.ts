import type { Diagnostic } from '../diagnostic.js';
import type { CrewModel, Model, PipelineModel, WorkflowModel } from '../model/model.js';
import type { Declaration, Program } from '../syntax/tree.js';
import type { KnownBlock } from './blocks.js';
import type { Declared } from './declared-names.js';
import type { Suggest } from './suggest.js';

/**
 * What every rule gets of the program. Rules know nothing of each other, but for the names that are
 * used; all always run.
 */
export interface CheckContext {
  readonly program: Program;
  readonly model: Model;
  /** Whoever meets a use of a name says so there. */
  readonly declared: Declared;
  report(diagnostic: Diagnostic): void;
  /** Whether an error was found so far, by the parser or by the rules before this one. */
  hasErrors(): boolean;
  /** "did you mean …?" where a candidate is near, and the candidates. */
  readonly suggest: Suggest;
}

/** One declaration, and what it was read as. */
export interface Part {
  readonly declaration: Declaration;
  /** Its blocks of a known kind, outer ones first. */
  readonly blocks: readonly KnownBlock[];
  readonly workflow: WorkflowModel | undefined;
  readonly pipeline: PipelineModel | undefined;
  readonly crew: CrewModel | undefined;
}

/**
 * A rule looks at the program as a whole, and answers with how it looks at each declaration. One
 * declaration goes through all rules before the next one: what is needed of a large program stays
 * near to the processor so.
 */
export type Rule = (context: CheckContext) => (part: Part) => void;
