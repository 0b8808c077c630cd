import { buildModel, parse } from '@mso/language';
import { detached, placesOf } from './detached.js';
import { summarize } from './summarize.js';
import type { FileSummary } from './summary.js';
import type { WorkspaceFiles } from './workspace-files.js';

/**
 * Beyond these the index leaves files out. A place is a name that is declared or used; what is
 * kept of one takes about 220 bytes, so that the index stays under 64 MB.
 */
export const indexLimits = {
  filesMax: 10_000,
  fileLengthMax: 4_000_000,
  depthMax: 32,
  placesMax: 250_000,
};

/** How long requests may have to wait for the index. */
const workMs = 10;

/** What is never looked into. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'dist', 'out', 'target']);

export interface IndexedFile {
  readonly path: string;
  readonly summary: FileSummary;
}

/** The `.mso` files of the workspace as they are on the disk. */
export class FileIndex {
  private readonly byIdentity = new Map<string, IndexedFile>();
  /** How many places all files have together. */
  private places = 0;
  /** When requests could be served for the last time. */
  private pausedAt = 0;

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly limits: typeof indexLimits = indexLimits,
  ) {}

  get(identity: string): IndexedFile | undefined {
    return this.byIdentity.get(identity);
  }

  identities(): Iterable<string> {
    return this.byIdentity.keys();
  }

  /** Looks through a folder as long as it is wanted; requests are served in between. */
  async scan(folder: string, isWanted = () => true, depth = 0): Promise<void> {
    for (const { path, name, kind } of await this.files.list(folder)) {
      if (!isWanted()) return;
      if (kind === 'file') {
        if (!isSourcePath(path)) continue;
        this.refresh(path);
        await this.pause();
      } else if (!isSkipped(name) && depth < this.limits.depthMax) {
        await this.scan(path, isWanted, depth + 1);
      }
    }
  }

  private async pause(): Promise<void> {
    if (Date.now() - this.pausedAt < workMs) return;
    await new Promise((resume) => setTimeout(resume));
    this.pausedAt = Date.now();
  }

  /** Reads a file anew; one that is gone or cannot be read is forgotten. */
  refresh(path: string): void {
    const identity = this.files.identify(path);
    if (identity === undefined) {
      this.forget(path);
      return;
    }
    this.delete(identity);
    const file = this.files.read(path);
    if ('problem' in file || file.text.length > this.limits.fileLengthMax) return;
    if (this.byIdentity.size >= this.limits.filesMax) return;
    const parsed = parse(file);
    const summary = detached(summarize(parsed, buildModel(parsed.program)));
    if (this.places + placesOf(summary) > this.limits.placesMax) return;
    this.places += placesOf(summary);
    this.byIdentity.set(identity, { path, summary });
  }

  private delete(identity: string): void {
    const known = this.byIdentity.get(identity);
    if (known !== undefined) this.places -= placesOf(known.summary);
    this.byIdentity.delete(identity);
  }

  /** Drops a file, or all files of a folder, but those that are to stay. */
  forget(path: string, stays: (path: string) => boolean = () => false): void {
    for (const [identity, file] of this.byIdentity) {
      const isMeant = file.path === path || isWithin(path, file.path);
      if (isMeant && !stays(file.path)) this.delete(identity);
    }
  }
}

/** Whether what looks through a folder comes to this path. */
export function isLookedAt(folder: string, path: string): boolean {
  if (!isWithin(folder, path)) return false;
  const folders = path.slice(folder.length).split(/[\\/]/).slice(0, -1);
  return !folders.some(isSkipped);
}

/** Whether a file is in a folder, at any depth. */
function isWithin(folder: string, path: string): boolean {
  if (!path.startsWith(folder)) return false;
  return /[\\/]$/.test(folder) || /^[\\/]/.test(path.slice(folder.length));
}

export function isSourcePath(path: string): boolean {
  return path.toLowerCase().endsWith('.mso');
}

function isSkipped(folder: string): boolean {
  return folder.startsWith('.') || skippedFolders.has(folder);
}
