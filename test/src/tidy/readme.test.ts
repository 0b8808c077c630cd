import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliEntry, root } from '../support/paths.js';

const readme = join(root, 'README.md');
const begin = '<!-- session: extension/examples/minimal.mso -->\n';
const end = '\n<!-- /session -->';

/** What a person types in the session that the README shows. */
const script = [
  'break 12 if role == "Friendly assistant"',
  'run',
  'where',
  'registers',
  'next',
  'step',
  'print agents["helper"]',
  'continue',
];

describe('the README', () => {
  it('shows a terminal session as it really goes (UPDATE=1 takes it over)', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [cliEntry, 'debug', 'extension/examples/minimal.mso'],
      { cwd: root, input: `${script.join('\n')}\n`, encoding: 'utf8' },
    );
    assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
    const command = 'npx mso debug extension/examples/minimal.mso';
    const session = `\n\`\`\`text\n$ ${command}\n${stdout}\`\`\`\n`;
    const text = readFileSync(readme, 'utf8');
    const from = text.indexOf(begin) + begin.length;
    const to = text.indexOf(end);
    assert.ok(from >= begin.length && to >= from, 'the README has the marks of a session');
    if (process.env.UPDATE === '1') {
      writeFileSync(readme, text.slice(0, from) + session + text.slice(to));
    } else {
      assert.equal(text.slice(from, to), session);
    }
  });

  it('and its neighbour name commands that the package has', () => {
    const text = ['README.md', 'CONTRIBUTING.md'].map((file) => read(file)).join('\n');
    const named = [...text.matchAll(/npm (?:run )?([\w:]+)(?: -w (\w+))?/g)];
    for (const [command, name = '', workspace = '.'] of named) {
      const { scripts } = JSON.parse(read(join(workspace, 'package.json')));
      assert.ok(name === 'ci' || name in scripts, command);
    }
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
