import { SourceFile } from '@mso/language';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from './analysis.js';
import { pathOf } from './uris.js';
import type { WorkspaceFiles } from './workspace-files.js';

/** The documents that a person has open; what they hold counts more than what is on the disk. */
export class OpenDocuments {
  /** By URI, the one that was changed last at the end. */
  private readonly analyses = new Map<string, Analysis>();
  /**
   * What counts as a file: of several documents of one file, which links make possible, the one
   * that was changed last.
   */
  private readonly byIdentity = new Map<string, Analysis>();

  constructor(private readonly files: WorkspaceFiles) {}

  /** Takes over a text; nothing of it is read before somebody asks. */
  set(document: TextDocument): Analysis {
    const { uri, version } = document;
    const path = pathOf(uri);
    // Another one than before where the file has been saved, or removed, meanwhile.
    const identity = this.files.identify(path) ?? path;
    const file = new SourceFile(path, document.getText());
    const analysis = new Analysis(uri, identity, file, version);
    this.delete(uri);
    this.analyses.set(uri, analysis);
    this.byIdentity.set(identity, analysis);
    return analysis;
  }

  /** The identity of the document that is no longer open. */
  delete(uri: string): string | undefined {
    const identity = this.analyses.get(uri)?.identity;
    this.analyses.delete(uri);
    if (identity === undefined) return undefined;
    const other = [...this.all()].findLast((each) => each.identity === identity);
    if (other === undefined) this.byIdentity.delete(identity);
    else this.byIdentity.set(identity, other);
    return identity;
  }

  at(uri: string): Analysis | undefined {
    return this.analyses.get(uri);
  }

  withIdentity(identity: string): Analysis | undefined {
    return this.byIdentity.get(identity);
  }

  all(): Iterable<Analysis> {
    return this.analyses.values();
  }
}
