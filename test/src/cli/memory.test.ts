import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesFolder } from '../support/paths.js';
import { type Outcome, Workplace } from './mso-process.js';

/** The steps answer with what they were asked, so that the report shows what memory gave. */
const program = (memory: string): string => `agent "writer" { model = "m" }
memory { ${memory} }
workflow "diary" {
  step "last" {
    agent = "writer"
    task = "\${default(@memory.diary.note.about, "nothing yet")}"
  }
  step "similar" {
    agent = "writer"
    task = "\${default(@memory[input.topic], "nothing like it")}"
    depends_on = ["last"]
  }
  step "note" { agent = "writer" task = "Note it" depends_on = ["similar"] }
  step "now" {
    agent = "writer"
    task = "\${@memory["diary.note"]?.about}"
    depends_on = ["note"]
  }
}
`;

const sqlite = 'provider = "SQLite" connection = "diary.db"';

function scriptOf(note: string): string {
  const steps = { note: { output: { about: note } } };
  return JSON.stringify({ steps });
}

const script = ['--simulation', 'diary.sim.json'];

describe('memory of mso run', () => {
  let place: Workplace;
  beforeEach(() => {
    place = new Workplace();
    place.write('diary.mso', program(sqlite));
    place.write('diary.sim.json', scriptOf('baking bread with yeast'));
  });
  afterEach(() => place.remove());

  const run = (...more: readonly string[]): Promise<Outcome> =>
    place.mso(['run', 'diary.mso', '--workflow', 'diary', '-i', 'topic=yeast bread', ...more]);

  /** What each step was asked. */
  const asked = ({ stdout }: Outcome): Record<string, string> => {
    const { steps } = JSON.parse(stdout);
    return Object.fromEntries(
      ['last', 'similar', 'now'].map((step) => [step, steps[step].output.task]),
    );
  };

  it('is there again in the next run, in a file beside the program', async () => {
    const first = await run();
    assert.deepEqual([first.code, first.stderr], [0, '']);
    assert.deepEqual(asked(first), {
      ...{ last: 'nothing yet', similar: 'nothing like it', now: 'baking bread with yeast' },
    });
    assert.match(readFileSync(join(place.path, 'diary.db'), 'latin1'), /^SQLite format 3\0/);
    assert.equal(existsSync(join(place.path, 'diary.db.lock')), false);
    place.write('diary.sim.json', scriptOf('repairing an engine'));
    const second = await run();
    assert.deepEqual(asked(second), {
      last: 'baking bread with yeast',
      similar: '{"about":"baking bread with yeast"}',
      now: 'repairing an engine',
    });
    assert.equal(asked(await run()).last, 'repairing an engine');
  });

  it('is the same from a binary, from whatever folder it is run', async () => {
    await run();
    await place.mso(['compile', 'diary.mso', '-O', '3', '-o', 'diary.msob']);
    const outcome = await place.mso([
      ...['run', join(place.path, 'diary.msob'), '--workflow', 'diary', '-i', 'topic=x'],
      ...script,
    ]);
    assert.equal(asked(outcome).last, 'baking bread with yeast');
  });

  it('is written and read by the instructions of an assembly', async () => {
    await place.mso(['disassemble', 'diary.mso', '-o', 'diary.msoasm']);
    const assembly = readFileSync(join(place.path, 'diary.msoasm'), 'utf8');
    const cell = '.cell 100 memory #0 "@by.hand" key="by.hand"';
    const reading = assembly.replace(/^(?=\.cell 16 )/m, `.string "by hand"\n${cell}\n`);
    const insert = (...instructions: readonly string[]): string =>
      reading.replace(/^ {2}InvokeAgent #\d+( .*)$/m, (invocation, place: string) =>
        [...instructions.map((text) => `  ${text}${place}`), invocation].join('\n'),
      );
    place.write('writes.msoasm', insert('Push "by hand"', 'MemEmbed 100'));
    place.write('reads.msoasm', insert('Pop', 'MemLoad 100'));
    const options = ['--workflow', 'diary', '-i', 'topic=this hand', ...script];
    const first = await place.mso(['run', 'writes.msoasm', ...options]);
    assert.deepEqual([first.code, first.stderr], [0, '']);
    assert.equal(asked(first).similar, 'by hand');
    const second = await place.mso(['run', 'reads.msoasm', ...options]);
    assert.equal(asked(second).last, 'by hand');
  });

  it('is in the file that the environment names', async () => {
    place.write('diary.mso', program('provider = $STORE connection = $FILE'));
    place.write('.env', 'STORE=sqlite\nFILE=env.db\n');
    const outcome = await run('--env-file', '.env');
    assert.deepEqual([outcome.code, outcome.stderr], [0, '']);
    assert.ok(existsSync(join(place.path, 'env.db')));
  });

  it('ends with the run in the process, and where it is not to persist', async () => {
    for (const memory of ['provider = "in-process"', `${sqlite} persistence = false`]) {
      place.write('diary.mso', program(memory));
      assert.equal(asked(await run()).now, 'baking bread with yeast');
      assert.equal(asked(await run()).last, 'nothing yet', memory);
    }
    assert.ok(!readdirSync(place.path).some((name) => name.includes('.db')));
  });

  it('of an unknown provider is refused where it is read, and the run goes on', async () => {
    place.write('diary.mso', program('provider = "redis"'));
    const { code, stderr, stdout } = await run();
    assert.equal(code, 0);
    assert.equal(
      stderr,
      'diary.mso:16:5: warning: memory: there is no provider "redis", only "sqlite" and ' +
        '"in-process"\n',
    );
    assert.equal(JSON.parse(stdout).steps.now.output.task, 'null');
  });

  it('of an unknown provider is no matter to a program that does not read it', async () => {
    const example = join(examplesFolder, 'research-team.mso');
    const { code, stderr } = await place.mso(['run', example, '--workflow', 'publish']);
    assert.deepEqual([code, stderr.includes('memory')], [0, false], stderr);
  });

  it('that is damaged is told of, and left as it is', async () => {
    place.write('diary.db', 'no database');
    const { code, stderr } = await run();
    assert.equal(code, 0);
    assert.match(stderr, /warning: memory: \S+diary\.db is no SQLite database\n/);
    assert.equal(readFileSync(join(place.path, 'diary.db'), 'utf8'), 'no database');
  });

  it('keeps what a run that failed, or came to an error, has remembered', async () => {
    const steps = { note: { output: { about: 'kept' } }, now: { fail: 'out of paper' } };
    place.write('diary.sim.json', JSON.stringify({ steps }));
    assert.equal((await run()).code, 1);
    place.write('diary.sim.json', scriptOf('other'));
    assert.equal(asked(await run()).last, 'kept');
  });

  it('is that of mso debug as well, at the moment at which one leaves', async () => {
    const debug = (...commands: readonly string[]): Promise<Outcome> =>
      place.mso([
        ...['debug', 'diary.mso', '--workflow', 'diary', '-i', 'topic=x'],
        ...commands.flatMap((command) => ['-c', command]),
      ]);
    await debug('run', 'timeline 0', 'quit');
    assert.equal(existsSync(join(place.path, 'diary.db')), false);
    const { stdout } = await debug('run', 'print @memory.diary.note.about', 'quit');
    assert.match(stdout, /^"baking bread with yeast"$/m);
    assert.equal(asked(await run()).last, 'baking bread with yeast');
  });
});
