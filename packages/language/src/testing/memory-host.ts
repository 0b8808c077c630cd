import type { SourceHost } from '../modules/source-host.js';
import { SourceFile } from '../text/source-file.js';

/** Files by their paths, as `/a/b.mso`; one whose text begins with `!` cannot be read. */
export function memoryHost(files: Readonly<Record<string, string>>): SourceHost {
  return {
    resolve: (importer, name) => normalized(`${importer}/../${name}`),
    identify: (path) => (files[path] === undefined ? undefined : path),
    read: (path) => {
      const text = files[path] ?? '';
      return text.startsWith('!') ? { problem: text.slice(1) } : new SourceFile(path, text);
    },
  };
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
