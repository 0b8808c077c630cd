import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; what comes within this time is one change. */
const settleMs = 80;

/**
 * Tells when the content of some files is another one. The folders are watched, since an editor
 * may put a new file in the place of the old one.
 */
export class FileWatcher {
  private readonly watchers: FSWatcher[] = [];
  private readonly contents = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly paths: readonly string[],
    private readonly changed: () => void,
  ) {
    for (const path of paths) this.contents.set(path, contentOf(path));
    for (const folder of new Set(paths.map((path) => dirname(path)))) this.watchFolder(folder);
  }

  close(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers.splice(0)) watcher.close();
  }

  private watchFolder(folder: string): void {
    const names = new Set(
      this.paths.filter((path) => dirname(path) === folder).map((path) => basename(path)),
    );
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || names.has(name)) this.noteEvent();
      });
      // A folder that goes away is watched no longer; the program runs on.
      watcher.on('error', () => watcher.close());
      this.watchers.push(watcher);
    } catch {
      // Where the system cannot watch, a restart takes over the changes.
    }
  }

  private noteEvent(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.compare(), settleMs);
  }

  private compare(): void {
    let isOther = false;
    for (const path of this.paths) {
      const content = contentOf(path);
      if (content === this.contents.get(path)) continue;
      this.contents.set(path, content);
      isOther = true;
    }
    if (isOther) this.changed();
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
