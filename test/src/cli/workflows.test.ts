import assert from 'node:assert/strict';
import { join } from 'node:path';
import { examplesFolder } from '../support/paths.js';
import { Workplace } from './mso-process.js';

const program = `agent "writer" { model = "m" }
workflow "publish" {
  step "draft" {
    agent = "writer"
    task = "Write about \${input.topic}"
    retry { max_attempts = 3 delay = 1h }
  }
  step "review" { agent = "writer" task = "Review \${steps.draft.output.title}" }
  pipeline { draft -> review }
}
workflow "other" { step "only" { agent = "writer" task = "x" } }
`;

const simulation = JSON.stringify({
  steps: { draft: [{ fail: 'rate limited' }, { output: { title: 'Cats' }, after: '5s' }] },
});

/** A program that never ends; what it declares has no debug information. */
function endlessLoop(where: 'workflow' | 'declarations'): string {
  const loop = ['again:', '  Jump again'];
  return [
    ...[
      '.mso-assembly 1',
      '.compiler "1.0.0"',
      '.heap 256',
      '.next-id #2',
      '.declarations-end end',
      '.string "spin"',
    ],
    ...['.workflow #1 id=#1 name="spin" trigger=Manual steps=[] entry=end'],
    ...['.cell 16 entity #1 "workflow \\"spin\\""'],
    ...['.function workflow "spin" entity=#1 start=end end=last parameters=0 locals=0'],
    ...['.block workflow #1 "spin" begin end', '', '.code', 'begin:', '  DeclareWorkflow #1'],
    ...(where === 'declarations' ? loop : []),
    ...['end:', ...(where === 'workflow' ? loop : []), '  Push true', '  Return', 'last:', ''],
  ].join('\n');
}

/** Agents that are a local program, which is this code. */
const asking = (code: string): string[] => [
  ...['run', 'news.mso', '-w', 'other', '--agents'],
  JSON.stringify({ mode: 'command', command: process.execPath, args: ['-e', code] }),
];

describe('mso run with workflows', () => {
  const place = new Workplace();
  before(() => {
    place.write('news.mso', program);
    place.write('news.sim.json', simulation);
  });
  after(() => place.remove());

  const publish = ['run', 'news.mso', '--workflow', 'publish', '--input', 'topic=cats'];

  it('prints it for a person where that is wanted', async () => {
    const { code, stdout } = await place.mso([...publish, '--format', 'text']);
    assert.equal(code, 0);
    assert.match(stdout, /^workflow "publish" completed after 1\.0 h\n\n {2}draft +completed/);
  });

  it('takes no other format', async () => {
    const { code, stdout, stderr } = await place.mso([...publish, '-f', 'xml']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /--format takes text or json, not "xml"/);
  });

  it('prints the report of a workflow, by the script beside it', async () => {
    const { code, stdout, stderr } = await place.mso(publish);
    assert.deepEqual([code, stderr], [0, '']);
    const { workflow, status, steps, output } = JSON.parse(stdout);
    assert.deepEqual([workflow, status], ['publish', 'completed']);
    assert.deepEqual(steps.draft, {
      ...{ status: 'completed', attempts: 2, duration_ms: 3_605_000 },
      ...{ output: { title: 'Cats' }, error: null },
    });
    assert.equal(output.task, 'Review Cats');
  });

  it('prints a list of reports where there are several', async () => {
    const { code, stdout } = await place.mso([
      'run',
      'news.mso',
      '--all-workflows',
      '-i',
      'topic=1',
    ]);
    assert.equal(code, 0);
    const names = JSON.parse(stdout).map(({ workflow }: { workflow: string }) => workflow);
    assert.deepEqual(names, ['publish', 'other']);
  });

  it('ends with 1 where a workflow failed, and the report says why', async () => {
    place.write('fails.sim.json', '{"default": {"fail": "out of paper"}}');
    const { code, stdout } = await place.mso([...publish, '--simulation', 'fails.sim.json']);
    assert.equal(code, 1);
    const { status, error } = JSON.parse(stdout);
    assert.deepEqual(
      [status, error],
      ['failed', 'step "draft" failed: agent "writer": out of paper'],
    );
  });

  it('asks a local program', async () => {
    const answer = `process.stdin.on('data', () => 0).on('end', () => console.log('"fine"'))`;
    const { code, stdout } = await place.mso(asking(answer));
    assert.deepEqual([code, JSON.parse(stdout).output], [0, 'fine']);
  });

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends with the report so far at ${signal}`, async () => {
      const endless = await place.mso(
        asking(`process.kill(process.ppid, "${signal}"); setInterval(() => 0, 1000)`),
      );
      assert.equal(endless.code, exitCode);
      assert.equal(JSON.parse(endless.stdout).steps.only.status, 'running');
    });
  }

  for (const where of ['workflow', 'declarations'] as const) {
    it(`fails by its timeout in a loop of the ${where}, which takes no machine time`, async () => {
      place.write('loop.msoasm', endlessLoop(where));
      const workflow = where === 'workflow' ? ['-w', 'spin'] : [];
      const args = ['run', 'loop.msoasm', ...workflow, '--timeout', '1s'];
      const { code, stdout, stderr } = await place.mso(args);
      assert.equal(code, 1);
      assert.match(stderr, /ExecutionTimeout: Execution timeout after 1000 ms\n {2}PC: /);
      if (where === 'workflow') assert.equal(JSON.parse(stdout).status, 'failed');
    });
  }

  it('executes hot functions also where Node may make no code from text', async () => {
    place.write('loop.msoasm', endlessLoop('workflow'));
    const args = ['run', 'loop.msoasm', '-w', 'spin', '--timeout', '1s', '--stats'];
    const env = { NODE_OPTIONS: '--disallow-code-generation-from-strings' };
    const { code, stderr } = await place.mso(args, '', env);
    assert.equal(code, 1);
    assert.match(stderr, /ExecutionTimeout/);
    const [, executed] = /instructions +(\d+)/.exec(stderr) ?? [];
    assert.ok(Number(executed) > 100_000, stderr);
  });

  for (const name of ['minimal', 'research-team', 'support-desk']) {
    it(`runs every workflow of the example ${name}`, async () => {
      const file = join(examplesFolder, `${name}.mso`);
      const { code, stdout } = await place.mso(['run', file, '--all-workflows']);
      const found = JSON.parse(stdout);
      for (const { status, error } of Array.isArray(found) ? found : [found]) {
        assert.deepEqual([status, error], ['completed', null]);
      }
      assert.equal(code, 0);
    });
  }

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['-w', 'publsh'], /there is no workflow "publsh"; did you mean publish\?/],
    [['-w', 'other', '-i', 'topic'], /--input takes KEY=VALUE, not topic/],
    [['-w', 'other', '--timeout', 'soon'], /--timeout takes a duration such as 30s, not soon/],
    [['-w', 'other', '--agents', 'http'], /agents\.baseUrl is missing/],
    [['-w', 'other', '--simulation', 'none.sim.json'], /none\.sim\.json: .*no such file/],
    [['-w', 'other', '--simulation', 'bad.sim.json'], /bad\.sim\.json:1:\d+: /],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.slice(2).join(' ') || args.join(' ')}`, async () => {
      place.write('bad.sim.json', '{"stps": {}}');
      const { code, stdout, stderr } = await place.mso(['run', 'news.mso', ...args]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    });
  }
});
