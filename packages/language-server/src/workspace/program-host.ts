import { type ParseResult, parse, type SourceFile, type SourceHost } from '@mso/language';
import type { OpenDocuments } from './open-documents.js';
import type { WorkspaceFiles } from './workspace-files.js';

/** Trees of files that are not open are kept up to this many characters of text. */
const keptLengthMax = 2_000_000;

/**
 * The files of programs: what is open is taken from the editor, everything else from the disk.
 * A file of the disk that did not change since it was last read is not parsed again.
 */
export class ProgramHost implements SourceHost {
  /** By path; the ones used last are at the end. */
  private readonly kept = new Map<string, ParseResult>();
  private keptLength = 0;

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly open: OpenDocuments,
  ) {}

  resolve(importer: string, name: string): string {
    return this.files.resolve(importer, name);
  }

  identify(path: string): string | undefined {
    return this.files.identify(path) ?? this.open.withIdentity(path)?.identity;
  }

  read(path: string): SourceFile | { readonly problem: string } {
    const document = this.open.withIdentity(this.identify(path) ?? path);
    if (document !== undefined) return document.file;
    const read = this.files.read(path);
    if ('problem' in read) return read;
    const kept = this.kept.get(path)?.file;
    return kept?.text === read.text ? kept : read;
  }

  parse(file: SourceFile): ParseResult {
    const document = this.open.withIdentity(this.identify(file.path) ?? file.path);
    if (document?.file === file) return document.parsed;
    const kept = this.kept.get(file.path);
    const parsed = kept?.file === file ? kept : parse(file);
    this.keep(parsed);
    return parsed;
  }

  private keep(parsed: ParseResult): void {
    this.drop(parsed.file.path);
    this.kept.set(parsed.file.path, parsed);
    this.keptLength += parsed.file.text.length;
    for (const path of this.kept.keys()) {
      if (this.keptLength <= keptLengthMax) return;
      this.drop(path);
    }
  }

  private drop(path: string): void {
    this.keptLength -= this.kept.get(path)?.file.text.length ?? 0;
    this.kept.delete(path);
  }
}
