import type { Declaration, DeclarationKeyword } from '@mso/language';
import type { Range } from 'vscode-languageserver';

/**
 * What the index keeps of a file: what it declares, what it uses, and what it loads. It holds
 * places rather than trees, so that a workspace of many files costs little memory. All symbols have
 * the same members, and so have all uses: such objects take the least.
 */
export interface FileSummary {
  /** By the place of the declaration; what is declared within another comes behind it. */
  readonly symbols: readonly SymbolSummary[];
  readonly uses: readonly UseSummary[];
  readonly loads: readonly LoadSummary[];
  /** The language models that the file names. */
  readonly models: readonly string[];
}

export type SymbolKind = DeclarationKeyword | 'step' | 'stage' | 'variable';

export interface SymbolSummary {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly place: NamePlace;
  /** The whole declaration. */
  readonly range: Range;
  /** The index of the symbol that this one is declared in: the workflow of a step. */
  readonly parent: number | undefined;
  /** A few words for lists: an agent's role, who does a step. */
  readonly detail: string | undefined;
}

/** Names that are used but declared nowhere: keys of memory, and the process's environment. */
export type OuterKind = 'memory key' | 'environment';

export interface UseSummary {
  /** What it may name; the first of these that there is counts. */
  readonly kinds: readonly (SymbolKind | OuterKind)[];
  readonly name: string;
  readonly place: NamePlace;
  /** The index of the symbol that it is used in. */
  readonly owner: number | undefined;
  /** For a step: the index of the workflow that it belongs to. */
  readonly scope: number | undefined;
  /** What the owner does with it, where that is more than to look at it. */
  readonly role: 'does' | 'runs' | undefined;
}

/** Where a name is written. */
export interface NamePlace {
  /** Without quotes. */
  readonly range: Range;
  readonly form: NameForm;
}

/**
 * How a name is written: within quotes, as a bare word, as a bare word in an expression
 * (`steps.draft`, `steps?.draft`), or not at all (the `memory` that has no name).
 */
export type NameForm = 'quoted' | 'bare' | 'member' | 'optional member' | 'keyword';

/** A `load`; what it means depends on the files that there are. */
export interface LoadSummary {
  readonly declaration: Declaration;
}
