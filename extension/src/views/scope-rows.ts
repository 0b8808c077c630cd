import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import type { Place, Row } from './rows.js';
import { StopValues } from './stop-values.js';

export interface ShownRow extends Row {
  /** What the value was at the stop before, where it was another one. */
  readonly before?: string | undefined;
}

/** Reads rows of a frame; it may throw where the session has gone on meanwhile. */
export type ReadRows = (place: Place) => Promise<readonly Row[]>;

/** A step is over sooner than this: what is shown stays meanwhile, so that nothing flickers. */
const lingerMs = 300;

/** What a scope holds in the frame that one looks at, and what has changed since the last stop. */
export class ScopeRows {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onChange = this.changed.event;
  private readonly values = new StopValues();
  private session: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<readonly ShownRow[]> | undefined;

  /** @param isWanted whether they are read at each stop, even where nobody asks for them */
  constructor(
    private readonly watch: DebugWatch,
    private readonly read: ReadRows,
    isWanted: () => boolean,
  ) {
    watch.onChange(() => {
      clearTimeout(this.timer);
      if (watch.place === undefined && watch.session !== undefined) {
        this.timer = setTimeout(() => this.refresh(), lingerMs);
        return;
      }
      this.refresh();
      if (isWanted()) void this.rows();
    });
  }

  /** Reads them anew when they are asked for. */
  refresh(): void {
    this.reading = undefined;
    this.changed.fire();
  }

  /** None while the program runs. */
  rows(): Promise<readonly ShownRow[]> {
    this.reading ??= this.readNow();
    return this.reading;
  }

  private async readNow(): Promise<readonly ShownRow[]> {
    const { place, stop, session } = this.watch;
    if (session?.id !== this.session) this.values.clear();
    this.session = session?.id;
    if (place === undefined || stop === undefined) return [];
    try {
      const rows = await this.read(place);
      // Another stop came meanwhile: these are values of the past.
      if (stop !== this.watch.stop) return [];
      const changes = this.values.changes(stop, place.frameId, rows);
      return rows.map((row) => ({ ...row, before: changes.get(row.name) }));
    } catch {
      // The session has gone on, or has ended: what it then shows is asked for again.
      return [];
    }
  }
}
