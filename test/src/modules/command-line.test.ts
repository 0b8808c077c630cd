import assert from 'node:assert/strict';
import { Workplace } from '../cli/mso-process.js';
import { ProgramFolder, twoFiles } from './two-files.js';

const wrongWriters = `agent "writer" {
  temperature = "hot"
}
agent "editor" {}
`;

describe('mso with a program of several files', () => {
  const place = new Workplace();
  const good = new ProgramFolder(twoFiles);
  const wrong = new ProgramFolder({ ...twoFiles, 'agents/writers.mso': wrongWriters });
  after(() => {
    place.remove();
    good.remove();
    wrong.remove();
  });

  it('check says everything about all of its files once, each with its own name', async () => {
    const main = wrong.file('main.mso');
    const writers = wrong.file('agents/writers.mso');
    const { code, stdout } = await place.mso(['check', writers, main]);
    assert.equal(code, 1);
    const heads = stdout.split('\n').filter((line) => line.startsWith(wrong.path));
    assert.deepEqual(
      heads.map((line) => line.slice(wrong.path.length + 1).replace(/\]: .*/, ']')),
      [
        'main.mso:1:6: error[E0402]',
        'main.mso:3:7: error[DuplicateDefinition]',
        'agents/writers.mso:2:17: error[TypeMismatch]',
      ],
    );
    assert.match(stdout, /\n {2}\S*writers\.mso:4:7: note: first declared here\n/);
    assert.match(stdout, /\n2 files, 3 errors, 0 warnings\n$/);
  });

  it('check finds nothing wrong with files that need each other, in any order', async () => {
    for (const names of [
      ['main.mso', 'agents/writers.mso'],
      ['agents/writers.mso', 'main.mso'],
    ]) {
      const { stdout } = await place.mso(['check', ...names.map((name) => good.file(name))]);
      assert.equal(stdout, '2 files, 0 errors, 0 warnings\n');
    }
  });

  it('check says once what is wrong with a file that two programs load', async () => {
    const shared = new ProgramFolder({
      'a.mso': 'load "shared"',
      'b.mso': 'load "shared"',
      'shared.mso': 'agent "x" { model = "a" model = "b" }',
    });
    const files = ['a.mso', 'b.mso'].map((name) => shared.file(name));
    const { stdout } = await place.mso(['check', ...files]);
    assert.match(stdout, /\n3 files, 0 errors, 1 warning\n$/);
    shared.remove();
  });

  it('check --json names the file of each record and of each related place', async () => {
    const { stdout } = await place.mso(['check', '--json', wrong.file('main.mso')]);
    const records: { file: string; related: { file: string }[] }[] = JSON.parse(stdout);
    const name = (path: string): string => path.slice(wrong.path.length + 1);
    assert.deepEqual(
      records.map(({ file, related }) => [file, ...related.map((each) => each.file)].map(name)),
      [
        ['main.mso', 'agents/writers.mso'],
        ['main.mso', 'agents/writers.mso'],
        ['agents/writers.mso'],
      ],
    );
  });

  it('run executes it, and warns with the place in the loaded file', async () => {
    const { code, stdout, stderr } = await place.mso(['run', good.file('main.mso')]);
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(JSON.parse(stdout).agents), ['writer', 'editor']);
    assert.match(stderr, /writers\.mso:3:3: warning: environment variable NO_SUCH_MODEL/);
  });

  it('debug stops, lists and breaks in each of its files', async () => {
    const commands = [
      'list 1 2',
      'b main.mso:4',
      'b desk',
      'b',
      'c',
      'c',
      'w',
      'l writers.mso:7 7',
    ];
    assert.deepEqual(await debugged(good, ...commands, 'b writers:1', 'b 99'), [
      'agents/writers.mso:1 in program "main.mso" (before the first instruction)',
      ' -> 1 | agent "writer" {',
      '(mso) list 1 2',
      ' -> 1 | agent "writer" {',
      '    2 |   role = "Author"',
      '(mso) b main.mso:4',
      'breakpoint 1 at main.mso:4',
      '(mso) b desk',
      'breakpoint 2 at agents/writers.mso:6',
      '(mso) b',
      '1  main.mso:4              never reached',
      '2  agents/writers.mso:6    never reached',
      '(mso) c',
      'agents/writers.mso:3:3: warning: environment variable NO_SUCH_MODEL is not set',
      'agents/writers.mso:6 in program "main.mso" (breakpoint 2)',
      '*-> 6 | crew "desk" {',
      '(mso) c',
      'main.mso:4 in agent "editor" (breakpoint 1)',
      '*->  4 |   role = "Editor"',
      '(mso) w',
      '#0  agent "editor"      main.mso:4',
      '#1  program "main.mso"  main.mso:3',
      '(mso) l writers.mso:7 7',
      '    7 |   agents = ["writer", "editor"]',
      '(mso) b writers:1',
      'there is no file writers; there are main.mso, agents/writers.mso',
      '(mso) b 99',
      'no breakpoint in main.mso: there is no code at or behind this line',
      '(mso) quit',
      '',
    ]);
  });

  /** What `mso debug` shows after its first line, with paths from the program's folder. */
  async function debugged(folder: ProgramFolder, ...commands: string[]): Promise<string[]> {
    const args = [...commands, 'quit'].flatMap((command) => ['-c', command]);
    const { stdout } = await place.mso(['debug', folder.file('main.mso'), ...args]);
    const shown = stdout.replaceAll(/[^\s"]*mso-modules-\w+\//g, '').split('\n');
    return shown.slice(1);
  }
});
