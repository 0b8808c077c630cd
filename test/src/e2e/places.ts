import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Where things are that the end-to-end tests read and write. */
export const places = {
  vsix: join(projectRoot, 'extension', 'helix-mso.vsix'),
  examples: join(projectRoot, 'extension', 'examples'),
  cli: join(projectRoot, 'packages', 'cli'),
  images: join(projectRoot, 'extension', 'images'),
  /** The editor's package.json and its lock file, and the tracker extension. */
  sources: join(projectRoot, 'test', 'e2e'),
  /** The installed editor, runs and screenshots of failures; ignored by git. */
  cache: join(projectRoot, '.cache', 'e2e'),
} as const;
