import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

const readme = readFileSync(join(root, 'adapter/README.md'), 'utf8');

describe('the script that the README of the adapter shows', () => {
  it('looks into a program', () => {
    const script = /<!-- script -->\s*```js\n([\s\S]*?)```\s*<!-- \/script -->/.exec(readme)?.[1];
    assert.ok(script);
    const file = join(tempFolder(), 'look.mjs');
    writeFileSync(file, script);
    const args = [file, 'extension/examples/minimal.mso', '12'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      ...{ cwd: root, encoding: 'utf8', timeout: 60_000 },
    });
    assert.deepEqual([stderr, status], ['', 0]);
    assert.equal(
      stdout,
      `agent "helper", line 12
  name = "helper"
  model = "gpt-4"
  role = "Friendly assistant"
`,
    );
  });
});
