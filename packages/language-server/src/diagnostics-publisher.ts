import type { Connection } from 'vscode-languageserver';
import { toLspDiagnostic } from './features/diagnostics.js';
import type { Analysis } from './workspace/analysis.js';
import type { Relations } from './workspace/relations.js';
import type { Workspace } from './workspace/workspace.js';

/** How long the typing must rest before a text is checked; people notice delays from 100 ms on. */
const restMs = 25;

/** Says what is wrong with the open documents, soon after something changed. */
export class DiagnosticsPublisher {
  private readonly changed = new Set<string>();
  /** A file that is no longer loaded is checked anew, too. */
  private relations: Relations | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
  ) {}

  /** A document has a new text: it is checked, and those that are programs together with it. */
  schedule({ identity }: Analysis): void {
    this.changed.add(identity);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.guard('diagnostics', () => this.publish()), restMs);
  }

  scheduleAll(): void {
    for (const document of this.workspace.documents()) this.schedule(document);
  }

  /** Takes back what was said of a document that is no longer open. */
  clear(uri: string): void {
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private publish(): void {
    const { relations } = this.workspace;
    const isRelatedAnew = relations !== this.relations;
    this.relations = relations;
    const affected = new Set<string>();
    for (const identity of this.changed) {
      for (const related of relations.relatedTo(identity)) affected.add(related);
    }
    this.changed.clear();
    for (const document of this.workspace.documents()) {
      // A document that cannot be checked must not keep others from being checked.
      if (isRelatedAnew || affected.has(document.identity))
        this.guard(document.uri, () => this.publishOf(document));
    }
  }

  private publishOf(document: Analysis): void {
    const { uri, version } = document;
    const found = this.workspace.diagnosticsOf(document);
    const diagnostics = found.map((each) => toLspDiagnostic(document, each));
    void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** What is thrown in a timer would end the server. */
  private guard(what: string, action: () => void): void {
    try {
      action();
    } catch (problem) {
      const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
      this.connection.console.error(`${what}: ${text}`);
    }
  }
}
