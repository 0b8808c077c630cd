import { resolveLoad, type SourceHost } from '@mso/language';
import type { FileSummary } from './summary.js';

/** What the relations need to know of a file. */
export interface RelatedFile {
  readonly identity: string;
  readonly path: string;
  readonly summary: FileSummary;
}

/** A file is checked in so many of the programs that it is part of. */
const rootsMax = 8;

/**
 * Which files make a program together. Made anew after every change of a file, and then only as
 * far as somebody asks.
 */
export class Relations {
  private readonly targets = new Map<string, readonly string[]>();
  private loadedBy: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    private readonly host: SourceHost,
    private readonly files: () => Iterable<RelatedFile>,
    private readonly find: (identity: string) => RelatedFile | undefined,
  ) {}

  /** The files that a file loads itself. */
  targetsOf(identity: string): readonly string[] {
    const known = this.targets.get(identity);
    if (known !== undefined) return known;
    const file = this.find(identity);
    const targets = file === undefined ? [] : this.resolveLoads(file);
    this.targets.set(identity, targets);
    return targets;
  }

  /** The files from which programs begin that a file is part of; itself, if no other loads it. */
  rootsOf(identity: string): readonly string[] {
    const roots: string[] = [];
    for (const each of reachable(identity, (file) => this.importersOf(file))) {
      if (this.importersOf(each).length === 0) roots.push(each);
      if (roots.length === rootsMax) break;
    }
    return roots.length === 0 ? [identity] : roots;
  }

  /** The files of all programs that a file is part of, itself included. */
  relatedTo(identity: string): ReadonlySet<string> {
    const related = new Set<string>();
    const importers = reachable(identity, (file) => this.importersOf(file));
    for (const importer of importers) {
      for (const file of reachable(importer, (each) => this.targetsOf(each), related)) {
        related.add(file);
      }
    }
    return related;
  }

  private importersOf(identity: string): readonly string[] {
    this.loadedBy ??= this.findImporters();
    return this.loadedBy.get(identity) ?? [];
  }

  private findImporters(): ReadonlyMap<string, readonly string[]> {
    const loadedBy = new Map<string, string[]>();
    for (const { identity } of this.files()) {
      for (const target of this.targetsOf(identity)) {
        const importers = loadedBy.get(target);
        if (importers === undefined) loadedBy.set(target, [identity]);
        else importers.push(identity);
      }
    }
    return loadedBy;
  }

  private resolveLoads({ path, summary }: RelatedFile): readonly string[] {
    const targets = new Set<string>();
    for (const { declaration } of summary.loads) {
      if (declaration.name === undefined) continue;
      const found = resolveLoad(this.host, path, declaration, declaration.name);
      if (found.kind === 'source') targets.add(found.identity);
    }
    return [...targets];
  }
}

/** Everything that can be reached, the beginning included; what is `done` is not entered. */
function reachable(
  from: string,
  next: (identity: string) => readonly string[],
  done: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const found = new Set(done.has(from) ? [] : [from]);
  for (const identity of found) {
    for (const other of next(identity)) if (!done.has(other)) found.add(other);
  }
  return found;
}
