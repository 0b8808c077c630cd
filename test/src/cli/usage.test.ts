import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { cliEntry, root } from '../support/paths.js';
import { Workplace } from './mso-process.js';

describe('the mso command', () => {
  const place = new Workplace();
  after(() => place.remove());

  it('says its version', async () => {
    const { code, stdout, stderr } = await place.mso(['--version']);
    assert.match(stdout, /^mso \d+\.\d+\.\d+\n$/);
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('is in its bundle as it was compiled', () => {
    const compiled = join(root, 'packages', 'cli', 'dist', 'main.js');
    const help = (entry: string): string =>
      execFileSync(process.execPath, [entry, 'help', 'run'], { encoding: 'utf8' });
    assert.equal(help(cliEntry), help(compiled), 'the bundle is old: npm run build makes it anew');
  });

  it('explains itself in the same words wherever it is asked', async () => {
    const [first, ...others] = await Promise.all(
      [['--help'], ['-h'], ['help']].map((args) => place.mso(args)),
    );
    assert.equal(first?.code, 0);
    assert.match(first?.stdout ?? '', /^ {2}run FILE .*\n {2}profile FILE .*\n {2}check FILE… /m);
    for (const other of others) assert.deepEqual(other, first);
  });

  it('explains a command in the same words wherever it is asked', async () => {
    const [first, ...others] = await Promise.all(
      [
        ['help', 'run'],
        ['run', '--help'],
        ['run', '-h', 'x.mso'],
      ].map((args) => place.mso(args)),
    );
    assert.match(first?.stdout ?? '', /^Usage: mso run \[OPTIONS\] FILE$/m);
    for (const other of others) assert.deepEqual(other, first);
  });

  const wrong: readonly (readonly [args: readonly string[], stderr: string])[] = [
    [['chekc', 'x.mso'], 'mso: there is no command "chekc"; did you mean check?\nTry: mso help\n'],
    [
      ['launch', 'x.mso'],
      'mso: there is no command "launch"; there are run, profile, check, compile, ' +
        'disassemble, assemble, decompile, info, graph, fmt, debug, dap, lsp and help\n' +
        'Try: mso help\n',
    ],
    [
      ['help', 'launch'],
      'mso: there is no command "launch"; there are run, profile, check, compile, ' +
        'disassemble, assemble, decompile, info, graph, fmt, debug, dap, lsp and help\n' +
        'Try: mso help\n',
    ],
    [['--frobnicate'], 'mso: there is no option --frobnicate\nTry: mso help\n'],
    [['run'], 'mso run: FILE is missing\nTry: mso help run\n'],
    [['run', '--hot', 'x'], 'mso run: there is no option --hot\nTry: mso help run\n'],
    [['dap', '--host', '::1'], 'mso dap: --host needs --port\nTry: mso help dap\n'],
  ];
  for (const [args, expected] of wrong) {
    it(`refuses ${args.join(' ')} with one line and where to look`, async () => {
      const { code, stdout, stderr } = await place.mso(args);
      assert.deepEqual({ code, stdout, stderr }, { code: 2, stdout: '', stderr: expected });
    });
  }

  it('shows what it can do when it is told nothing', async () => {
    const { code, stdout, stderr } = await place.mso([]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^Commands:$/m);
  });
});
