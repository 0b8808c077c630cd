import { readFileSync, writeFileSync } from 'node:fs';
import { generated } from './generated.js';
import { extensionFile } from './root.js';

for (const [name, remake] of Object.entries(generated)) {
  const file = extensionFile(name);
  writeFileSync(file, remake(readFileSync(file, 'utf8')));
}
