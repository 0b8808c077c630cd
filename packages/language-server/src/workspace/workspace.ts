import {
  checkProgram,
  type Declaration,
  type Diagnostic,
  loadProgramFiles,
  resolveLoad,
  type SourceFile,
} from '@mso/language';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from './analysis.js';
import { FileIndex, isLookedAt, isSourcePath } from './file-index.js';
import { OpenDocuments } from './open-documents.js';
import { ProgramHost } from './program-host.js';
import { type RelatedFile, Relations } from './relations.js';
import { pathOf, uriOf } from './uris.js';
import type { WorkspaceFiles } from './workspace-files.js';

/** A file as the features see it: where it is, and what is known of it without its text. */
export interface KnownFile extends RelatedFile {
  readonly uri: string;
}

/** What remains of a check: no trees, as most files of a program are not open. */
interface CheckedProgram {
  readonly entry: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Everything that the features ask about: the open documents, the other files of the workspace,
 * and which of them are programs together. What is derived is forgotten after every change.
 */
export class Workspace {
  private readonly open: OpenDocuments;
  private readonly index: FileIndex;
  private readonly host: ProgramHost;
  private readonly roots = new Set<string>();
  private knownRelations: Relations;
  /** What the open documents load, in their own words, when the relations were found. */
  private readonly knownLoads = new Map<string, string>();
  private checked = new Map<string, CheckedProgram>();
  /** Files outside the folders that were looked for since something changed. */
  private readonly triedOutside = new Set<string>();
  /** Settled when every folder has been looked through. */
  private scanning: Promise<unknown> = Promise.resolve();

  constructor(readonly files: WorkspaceFiles) {
    this.open = new OpenDocuments(files);
    this.index = new FileIndex(files);
    this.host = new ProgramHost(files, this.open);
    this.knownRelations = this.newRelations();
  }

  /** Folders are paths. */
  get folders(): Iterable<string> {
    return this.roots;
  }

  /** Resolved when the folder has been looked through. */
  addFolder(uri: string): Promise<void> {
    const folder = pathOf(uri);
    this.roots.add(folder);
    return this.lookThrough(folder, () => this.roots.has(folder));
  }

  /** Its files are forgotten, unless they are in another folder of the workspace as well. */
  removeFolder(uri: string): void {
    const folder = pathOf(uri);
    this.roots.delete(folder);
    this.index.forget(folder, (path) => this.isOurs(path));
    this.forget();
  }

  private lookThrough(folder: string, isWanted: () => boolean): Promise<void> {
    const scan = this.index.scan(folder, isWanted).then(() => this.forget());
    // A folder that cannot be looked through must not keep requests waiting, nor fail them.
    this.scanning = Promise.allSettled([this.scanning, scan]);
    return scan;
  }

  /** Whether a path is one that is looked at in a folder of the workspace. */
  private isOurs(path: string): boolean {
    return [...this.roots].some((root) => isLookedAt(root, path));
  }

  /** Resolved when every file of the workspace is known. */
  async scanned(): Promise<void> {
    await this.scanning;
  }

  setDocument(document: TextDocument): Analysis {
    this.checked = new Map();
    return this.open.set(document);
  }

  closeDocument(uri: string): void {
    const identity = this.open.delete(uri) ?? '';
    this.knownLoads.delete(identity);
    if (isSourcePath(pathOf(uri))) this.changedOnDisk(uri);
    else this.forget();
  }

  /**
   * A file or a folder was made, changed or removed by somebody else. Of a folder that has come or
   * gone, many clients say nothing of its files.
   */
  changedOnDisk(uri: string): void {
    const path = pathOf(uri);
    if (!isSourcePath(path)) {
      this.index.forget(path, (file) => this.files.identify(file) !== undefined);
      if (this.isOurs(path)) void this.lookThrough(path, () => this.isOurs(path));
    } else if (this.isOurs(path)) this.index.refresh(path);
    // Others are read when something leads to them.
    else this.index.forget(path);
    this.forget();
  }

  documents(): Iterable<Analysis> {
    return this.open.all();
  }

  document(uri: string): Analysis | undefined {
    return this.open.at(uri);
  }

  /** A file with its text and tree, which are not kept unless it is open. */
  analysisOf(identity: string): Analysis | undefined {
    const document = this.open.withIdentity(identity);
    if (document !== undefined) return document;
    const read = this.host.read(this.index.get(identity)?.path ?? identity);
    return 'problem' in read ? undefined : new Analysis(uriOf(read.path), identity, read);
  }

  file(identity: string): KnownFile | undefined {
    const document = this.open.withIdentity(identity);
    if (document !== undefined) {
      const { uri, summary, file } = document;
      return { identity, uri, path: file.path, summary };
    }
    const indexed = this.index.get(identity);
    if (indexed === undefined) this.readOutside(identity);
    const known = indexed ?? this.index.get(identity);
    return known && { identity, uri: uriOf(known.path), ...known };
  }

  /** Every file there is, the open ones first. */
  *allFiles(): Generator<KnownFile> {
    const opened = new Set<string>();
    for (const { identity } of this.open.all()) opened.add(identity);
    for (const identity of opened) yield* this.present(identity);
    for (const identity of this.index.identities()) {
      if (!opened.has(identity)) yield* this.present(identity);
    }
  }

  /** The files that make programs together with one, itself first. */
  *related(identity: string): Generator<KnownFile> {
    yield* this.present(identity);
    for (const other of this.relations.relatedTo(identity)) {
      if (other !== identity) yield* this.present(other);
    }
  }

  /** The file that the program begins with which a file is part of; of several, one. */
  entryOf(identity: string): KnownFile | undefined {
    const [root = identity] = this.relations.rootsOf(identity);
    return this.file(root);
  }

  /** The source that a `load` of a file means, if there is such a file. */
  loadedBy(identity: string, load: Declaration): KnownFile | undefined {
    const importer = this.file(identity);
    if (importer === undefined || load.name === undefined) return undefined;
    const found = resolveLoad(this.host, importer.path, load, load.name);
    return found.kind === 'source' ? this.file(found.identity) : undefined;
  }

  /** What is wrong with a file, in every program that it is part of; each thing once. */
  diagnosticsOf(analysis: Analysis): readonly Diagnostic[] {
    const found = new Map<string, Diagnostic>();
    for (const root of this.relations.rootsOf(analysis.identity)) {
      const { entry, diagnostics } = this.check(root, analysis);
      for (const diagnostic of diagnostics) {
        if ((diagnostic.file ?? entry) !== analysis.file) continue;
        const { span, code, message } = diagnostic;
        found.set([span.start, span.end, code, message].join('\n'), diagnostic);
      }
    }
    return [...found.values()];
  }

  private check(root: string, fallback: Analysis): CheckedProgram {
    const known = this.checked.get(root);
    if (known !== undefined) return known;
    const entry = (this.analysisOf(root) ?? fallback).file;
    const { diagnostics } = checkProgram(loadProgramFiles(entry, this.host));
    const checked = { entry, diagnostics };
    this.checked.set(root, checked);
    return checked;
  }

  private *present(identity: string): Generator<KnownFile> {
    const file = this.file(identity);
    if (file !== undefined) yield file;
  }

  /** A file outside the workspace's folders that a `load` leads to. */
  private readOutside(identity: string): void {
    if (!isSourcePath(identity) || this.triedOutside.has(identity)) return;
    this.triedOutside.add(identity);
    this.index.refresh(identity);
  }

  private forget(): void {
    this.checked = new Map();
    this.triedOutside.clear();
    this.knownRelations = this.newRelations();
  }

  /**
   * Which files belong together; another object after every change of that. Most keys change no
   * `load`, and then it stays as it was.
   */
  get relations(): Relations {
    for (const analysis of this.open.all()) {
      const { identity, parsed } = analysis;
      if (this.open.withIdentity(identity) !== analysis) continue;
      const { text } = parsed.file;
      const loads = parsed.program.declarations
        .filter(({ keyword }) => keyword === 'load')
        .map(({ start, end }) => text.slice(start, end))
        .join('\n');
      if (this.knownLoads.get(identity) === loads) continue;
      this.knownLoads.set(identity, loads);
      this.knownRelations = this.newRelations();
    }
    return this.knownRelations;
  }

  private newRelations(): Relations {
    return new Relations(
      this.host,
      () => this.allFiles(),
      (identity) => this.file(identity),
    );
  }
}
