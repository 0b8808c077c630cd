import type { Entity, Model } from '../model/model.js';
import type { Name } from '../syntax/tree.js';

/** A name that is declared again. */
export interface Repeated {
  readonly name: Name;
  readonly first: Name;
}

/** The names of the entities of one kind, and which of them are used. */
export class DeclaredNames {
  /** Where among the entities each name is declared first. */
  private readonly indexes = new Map<string, number>();
  private readonly used: Uint8Array;
  private readonly again: Repeated[] = [];

  constructor(private readonly entities: readonly Entity[]) {
    this.used = new Uint8Array(entities.length);
    for (let index = 0; index < entities.length; index++) this.add(index);
  }

  /** Names that were declared before, in their order. */
  get repeated(): readonly Repeated[] {
    return this.again;
  }

  /** Those that nobody has used. */
  get unused(): readonly Entity[] {
    const isUsed = (index: number): boolean => this.used[index] === 1;
    return this.entities.filter(
      ({ name }, index) => !isUsed(index) && !isUsed(this.indexes.get(name) ?? index),
    );
  }

  /** Notes that a name is used; false where it is not declared. */
  use(name: string): boolean {
    const index = this.indexes.get(name);
    if (index === undefined) return false;
    this.used[index] = 1;
    return true;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.indexes.keys();
  }

  private add(index: number): void {
    const entity = this.entities[index];
    if (entity === undefined) return;
    const { name, declaration } = entity;
    const known = this.indexes.get(name);
    const first = known === undefined ? undefined : this.entities[known]?.declaration.name;
    // One without a name, which has that of its kind, stands back.
    if (first === undefined) this.indexes.set(name, index);
    else if (declaration.name !== undefined) this.again.push({ name: declaration.name, first });
  }
}

/** The names of those that steps, crews and workflows name. */
export interface Declared {
  readonly agents: DeclaredNames;
  readonly crews: DeclaredNames;
  readonly workflows: DeclaredNames;
}

export function declaredNames({ agents, crews, workflows }: Model): Declared {
  return {
    agents: new DeclaredNames(agents),
    crews: new DeclaredNames(crews),
    workflows: new DeclaredNames(workflows),
  };
}
