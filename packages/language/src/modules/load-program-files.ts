import { type Diagnostic, errorAt, type RelatedPlace } from '../diagnostic.js';
import { type ParseResult, parse } from '../parser/parse.js';
import type { Declaration, Name } from '../syntax/tree.js';
import type { SourceFile } from '../text/source-file.js';
import type { Span } from '../text/span.js';
import { filesMax, loadDepthMax, programLengthMax } from './limits.js';
import { mergeFiles } from './merge-files.js';
import { resolveLoad } from './resolve-load.js';
import { shifted } from './shift.js';
import type { SourceHost } from './source-host.js';
import { SourceSet } from './source-set.js';

/** Everything that one source file makes a program of. */
export interface ProgramFiles {
  /** The first file is the one that was asked for; the others follow as they were found. */
  readonly sources: SourceSet;
  /** Each file by itself, in the order of `sources`. */
  readonly files: readonly ParseResult[];
  /** All files as one program, what is loaded before what loads it. */
  readonly parsed: ParseResult;
  readonly imports: readonly Import[];
  /** Whether every file that a `load` names is there; else names may be missing, too. */
  readonly isComplete: boolean;
}

/** A `load` that named a source file. */
export interface Import {
  /** The name in the `load`, in the program's offsets. */
  readonly span: Span;
  /** As it is written there. */
  readonly name: string;
  /** The index of the file it loads. */
  readonly source: number;
}

/** Reads a program: a file, the files that it loads, and what these load; each of them once. */
export function loadProgramFiles(entry: SourceFile, host: SourceHost): ProgramFiles {
  return new Loader(host).load(entry);
}

/** A file whose loads are being followed. */
interface OpenFile {
  readonly source: number;
  /** The load that led on from here. */
  next?: Span;
}

class Loader {
  private readonly files: ParseResult[] = [];
  private readonly sources = new Map<string, number>();
  private readonly order: number[] = [];
  private readonly open: OpenFile[] = [];
  private readonly imports: Import[] = [];
  /** In the program's offsets. */
  private readonly problems: Diagnostic[] = [];
  private readonly limitsReported = new Set<string>();
  private readonly bases: number[] = [];
  private length = 0;
  private isComplete = true;
  /** What paths are shown without: the folder of the first file. */
  private folder = '';

  constructor(private readonly host: SourceHost) {}

  load(entry: SourceFile): ProgramFiles {
    this.folder = entry.path.slice(0, lastSeparator(entry.path) + 1);
    this.follow(this.add(entry));
    const { files, order, problems, imports, isComplete } = this;
    const sources = new SourceSet([entry, ...files.slice(1).map(({ file }) => file)]);
    const parsed = mergeFiles(sources, files, order, problems);
    return { sources, files, parsed, imports, isComplete };
  }

  private add(file: SourceFile): number {
    const source = this.files.push(this.host.parse?.(file) ?? parse(file)) - 1;
    this.bases.push(this.length);
    this.length += file.text.length + 1;
    return source;
  }

  /** Reads what a file loads, and puts the file behind all that in the order of execution. */
  private follow(source: number): void {
    const here: OpenFile = { source };
    this.open.push(here);
    for (const declaration of this.files[source]?.program.declarations ?? []) {
      const { keyword, name } = declaration;
      if (keyword !== 'load' || name === undefined) continue;
      here.next = shifted({ start: name.start, end: name.end }, this.bases[source] ?? 0);
      this.followLoad(declaration, name, here.next);
    }
    this.open.pop();
    this.order.push(source);
  }

  private followLoad(declaration: Declaration, name: Name, place: Span): void {
    const importer = this.pathOf(this.open.at(-1)?.source ?? 0);
    const found = resolveLoad(this.host, importer, declaration, name);
    if (found.kind === 'data') return;
    if (found.kind === 'nothing') return this.reportNothing(name, place, found.tried);
    const known = this.knownSource(found.identity);
    if (known === undefined) {
      const source = this.read(found.path, found.identity, place);
      if (source === undefined) return;
      this.imports.push({ span: place, name: name.text, source });
      this.follow(source);
    } else if (this.open.some(({ source }) => source === known)) {
      this.reportCycle(known, place);
    } else {
      this.imports.push({ span: place, name: name.text, source: known });
    }
  }

  /** The first file is looked for on the disk only when there is another to tell it from. */
  private knownSource(identity: string): number | undefined {
    if (this.sources.size === 0) {
      const path = this.pathOf(0);
      this.sources.set(this.host.identify(path) ?? path, 0);
    }
    return this.sources.get(identity);
  }

  /** The index of a file that is read now; undefined where it cannot be, which is reported. */
  private read(path: string, identity: string, place: Span): number | undefined {
    if (this.files.length >= filesMax) {
      return this.reportLimit(place, `a program has at most ${filesMax} files`);
    }
    if (this.open.length > loadDepthMax) {
      return this.reportLimit(place, `files load files at most ${loadDepthMax} deep`);
    }
    const file = this.host.read(path);
    if ('problem' in file) {
      const message = `'${this.shown(path)}' cannot be loaded: ${file.problem}`;
      this.reportMissing(errorAt(place, 'E0402', message));
      return undefined;
    }
    if (this.length + file.text.length > programLengthMax) {
      const most = `at most ${programLengthMax} characters`;
      return this.reportLimit(place, `the files of a program have ${most} together`);
    }
    const source = this.add(file);
    this.sources.set(identity, source);
    return source;
  }

  private reportNothing({ text }: Name, place: Span, tried: readonly string[]): void {
    const message = text.trim() === '' ? 'this load names no file' : `there is no file '${text}'`;
    const hint = tried.length === 0 ? 'as in load "agents/writers.mso"' : this.triedHint(tried);
    this.reportMissing(errorAt(place, 'E0401', message, { hint }));
  }

  private triedHint(tried: readonly string[]): string {
    const importer = this.pathOf(this.open.at(-1)?.source ?? 0);
    const paths = tried.map((name) => this.shown(this.host.resolve(importer, name)));
    return `tried ${paths.join(', ')}`;
  }

  /** The whole way around, with each load on it. */
  private reportCycle(target: number, place: Span): void {
    const from = this.open.findIndex(({ source }) => source === target);
    const way = this.open.slice(from);
    const names = [...way.map(({ source }) => source), target].map((source) =>
      this.shown(this.pathOf(source)),
    );
    const related = way.slice(0, -1).flatMap(({ next }, index): RelatedPlace[] => {
      const message = `'${names[index]}' loads '${names[index + 1]}' here`;
      return next === undefined ? [] : [{ span: next, message }];
    });
    const isSelf = way.length === 1;
    const hint = isSelf ? 'a file cannot load itself' : 'move what both need to a file of its own';
    const message = `circular load: ${names.join(' -> ')}`;
    this.problems.push(errorAt(place, 'E0403', message, { hint, related }));
  }

  /** Each limit is reported once: what lies behind it would only repeat it. */
  private reportLimit(place: Span, message: string): undefined {
    if (this.limitsReported.has(message)) return;
    this.limitsReported.add(message);
    this.reportMissing(errorAt(place, 'E0404', message));
  }

  private reportMissing(problem: Diagnostic): void {
    this.problems.push(problem);
    this.isComplete = false;
  }

  private pathOf(source: number): string {
    return this.files[source]?.file.path ?? '';
  }

  private shown(path: string): string {
    return path.startsWith(this.folder) ? path.slice(this.folder.length) : path;
  }
}

function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
}
