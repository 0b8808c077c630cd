import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import type { Page, Place, Row } from './rows.js';
import { StopValues } from './stop-values.js';

export interface ShownRow extends Row {
  /** What the value was at the stop before, where it was another one. */
  readonly before?: string | undefined;
}

export interface ShownPage extends Page {
  readonly rows: readonly ShownRow[];
}

/**
 * Reads rows of a frame, from `start` on where it is given; it may throw where the session has gone
 * on meanwhile.
 */
export type ReadPage = (place: Place, start?: number) => Promise<Page>;

/** A step is over sooner than this: what is shown stays meanwhile, so that nothing flickers. */
const lingerMs = 300;

/** What a scope holds in the frame that one looks at, and what has changed since the last stop. */
export class ScopeRows {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onChange = this.changed.event;
  private readonly values = new StopValues();
  private session: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<ShownPage> | undefined;

  /** @param isWanted whether they are read at each stop, even where nobody asks for them */
  constructor(
    private readonly watch: DebugWatch,
    private readonly read: ReadPage,
    isWanted: () => boolean,
  ) {
    watch.onChange(() => {
      clearTimeout(this.timer);
      if (watch.place === undefined && watch.session !== undefined) {
        this.timer = setTimeout(() => this.refresh(), lingerMs);
        return;
      }
      this.refresh();
      if (isWanted()) void this.first();
    });
  }

  /** Reads them anew when they are asked for. */
  refresh(): void {
    this.reading = undefined;
    this.changed.fire();
  }

  /** What is shown first; nothing while the program runs. */
  first(): Promise<ShownPage> {
    this.reading ??= this.page();
    return this.reading;
  }

  /** The rows from `start` on, or those that are shown first. */
  async page(start?: number): Promise<ShownPage> {
    const { place, stop, session } = this.watch;
    if (session?.id !== this.session) this.values.clear();
    this.session = session?.id;
    if (place === undefined || stop === undefined) return nothing;
    try {
      const page = await this.read(place, start);
      // Another stop came meanwhile: these are values of the past.
      if (stop !== this.watch.stop) return nothing;
      const changes = this.values.changes(stop, place.frameId, page.rows);
      return { ...page, rows: page.rows.map((row) => ({ ...row, before: changes.get(row.name) })) };
    } catch {
      // The session has gone on, or has ended: what it then shows is asked for again.
      return nothing;
    }
  }
}

const nothing: ShownPage = { rows: [] };
