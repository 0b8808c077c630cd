import { SourceFile } from '@mso/language';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis } from './analysis.js';
import { pathOf } from './uris.js';
import type { WorkspaceFiles } from './workspace-files.js';

/** The documents that a person has open; what they hold counts more than what is on the disk. */
export class OpenDocuments {
  private readonly analyses = new Map<string, Analysis>();
  private readonly uris = new Map<string, string>();

  constructor(private readonly files: WorkspaceFiles) {}

  /** Takes over a text; nothing of it is read before somebody asks. */
  set(document: TextDocument): Analysis {
    const { uri, version } = document;
    const path = pathOf(uri);
    const identity = this.files.identify(path) ?? path;
    const file = new SourceFile(path, document.getText());
    const analysis = new Analysis(uri, identity, file, version);
    this.analyses.set(identity, analysis);
    this.uris.set(uri, identity);
    return analysis;
  }

  /** The identity of the document that is no longer open. */
  delete(uri: string): string | undefined {
    const identity = this.uris.get(uri);
    this.uris.delete(uri);
    if (identity !== undefined) this.analyses.delete(identity);
    return identity;
  }

  at(uri: string): Analysis | undefined {
    return this.withIdentity(this.uris.get(uri) ?? '');
  }

  withIdentity(identity: string): Analysis | undefined {
    return this.analyses.get(identity);
  }

  all(): Iterable<Analysis> {
    return this.analyses.values();
  }
}
