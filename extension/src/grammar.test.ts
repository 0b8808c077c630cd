import { equal } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extensionFile, extensionRoot } from '../scripts/root.js';

const tools = dirname(createRequire(import.meta.url).resolve('vscode-tmgrammar-test/package.json'));

describe('the grammar', () => {
  for (const name of readdirSync(extensionFile('test-grammar'))) {
    it(`gives the scopes that test-grammar/${name} expects`, () => {
      equal(runTool('unit.js', extensionFile('test-grammar', name)), '');
    });
  }

  it('finds nothing wrong in the examples', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mso-grammar-'));
    try {
      cpSync(extensionFile('examples'), folder, { recursive: true });
      const examples = readdirSync(folder).filter((name) => name.endsWith('.mso'));
      // The tool writes a snapshot with the scopes beside each program that has none.
      equal(runTool('snapshot.js', ...examples.map((name) => join(folder, name))), '');
      for (const name of examples) {
        const snapshot = readFileSync(join(folder, `${name}.snap`), 'utf8');
        equal(/^.*invalid\..*$/m.exec(snapshot)?.[0], undefined, name);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What the tool reports, or nothing when it is content. */
function runTool(script: string, ...files: readonly string[]): string {
  const args = [join(tools, 'dist', script), '--config', extensionFile('package.json'), ...files];
  const result = spawnSync(process.execPath, args, { cwd: extensionRoot, encoding: 'utf8' });
  return result.status === 0 ? '' : `${result.stdout}${result.stderr}`;
}
