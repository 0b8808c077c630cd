import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Workplace } from './mso-process.js';

const program = `agent "a \\"quoted\\", name" { model = "m" }
agent "b" { model = "m" }
workflow "publish" {
  step "draft" {
    agent = "b"
    task = "Write"
    retry { max_attempts = 3 delay = 1h }
  }
  step "left" { agent = "b" task = "x" parallel = true depends_on = ["draft"] }
  step "right" { agent = "a \\"quoted\\", name" task = "x" parallel = true depends_on = ["draft"] }
}
`;

const simulation = JSON.stringify({
  steps: {
    draft: [{ fail: 'rate limited' }, { output: 'x', after: '5s' }],
    left: [{ output: 'l', after: '1m' }],
    right: [{ output: 'r', after: '2m' }],
  },
});

interface Node {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly scriptId: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly hitCount: number;
  readonly children?: readonly number[];
}

interface CpuProfile {
  readonly nodes: readonly Node[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What every reader of the format may rely on. */
function checkCpuProfile(profile: CpuProfile): void {
  const { nodes, startTime, endTime, samples, timeDeltas } = profile;
  assert.deepEqual(Object.keys(profile), [
    ...['nodes', 'startTime', 'endTime', 'samples', 'timeDeltas'],
  ]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  assert.equal(byId.size, nodes.length);
  const children = nodes.flatMap((node) => node.children ?? []);
  assert.equal(new Set(children).size, children.length, 'a node has one parent');
  const roots = nodes.filter(({ id }) => !children.includes(id));
  assert.deepEqual(
    roots.map(({ callFrame }) => callFrame.functionName),
    ['(root)'],
  );
  assert.equal(nodes[0], roots[0]);
  for (const node of nodes) {
    for (const child of node.children ?? []) assert.ok(byId.has(child) && child > node.id);
    const { lineNumber, columnNumber, url, scriptId } = node.callFrame;
    assert.equal(url === '', lineNumber === -1 && columnNumber === -1 && scriptId === '0');
    assert.equal(node.hitCount, samples.filter((id) => id === node.id).length);
  }
  assert.ok(samples.every((id) => byId.has(id)));
  assert.equal(samples.length, timeDeltas.length);
  assert.ok(timeDeltas.every((delta) => Number.isInteger(delta) && delta >= 0));
  assert.equal(
    timeDeltas.reduce((sum, delta) => sum + delta, 0),
    endTime - startTime,
  );
}

/** Microseconds by the names of functions: a sample lasts until the next one. */
function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): Readonly<Record<string, number>> {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const times: Record<string, number> = {};
  samples.slice(0, -1).forEach((id, index) => {
    const name = names.get(id) ?? '';
    times[name] = (times[name] ?? 0) + (timeDeltas[index + 1] ?? 0);
  });
  return times;
}

/** The rows of a CSV, quoted fields and all. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, separator] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (separator === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('mso profile', () => {
  const place = new Workplace();
  before(() => {
    place.write('news.mso', program);
    place.write('news.sim.json', simulation);
  });
  after(() => place.remove());

  const publish = ['profile', 'news.mso', '-w', 'publish'];

  it('shows tables that fit a hundred columns', async () => {
    const { code, stdout, stderr } = await place.mso([...publish, '-n', '3', '--time', 'machine']);
    assert.deepEqual([code, stderr], [0, '']);
    const lines = stdout.split('\n');
    assert.ok(lines.every((line) => line.length <= 100));
    assert.equal(lines[0], 'news.mso ended');
    assert.match(stdout, /^real time +[\d.]+ (ms|s) {2}median of 3 runs$/m);
    assert.match(stdout, /^machine time +1\.0 h$/m);
    assert.match(stdout, /^ +[\d.]+ \S+ +[\d.]+ \S+ +1\.0 h +1\.0 h +6 +1 {2}4 {2}step "draft"$/m);
    assert.match(stdout, /^ +2\.0 min +1 +0 +\d+\+\d+ {2}a "quoted", name$/m);
  });

  it('counts as much as the machine does, whatever the number of runs', async () => {
    const args = [...publish, '--iterations', '2', '--format', 'json', '-o', 'out.json'];
    const { code, stdout, stderr } = await place.mso(args);
    assert.deepEqual([code, stdout, stderr], [0, '', '']);
    const found = JSON.parse(readFileSync(join(place.path, 'out.json'), 'utf8'));
    const { stderr: stats } = await place.mso(['run', 'news.mso', '-w', 'publish', '--stats']);
    assert.match(stats, new RegExp(`^instructions +${found.totals.instructions}$`, 'm'));
    const sum = (rows: readonly Record<string, number>[], key: string): number =>
      rows.reduce((total, row) => total + (row[key] ?? 0), 0);
    const selves = found.functions.map(({ self }: { self: Record<string, number> }) => self);
    for (const rows of [selves, found.lines]) {
      assert.equal(sum(rows, 'instructions'), found.totals.instructions);
      assert.equal(sum(rows, 'agent_calls'), 4);
    }
    assert.deepEqual([found.runs, found.end, found.totals.agent_calls], [2, 'halted', 4]);
    assert.equal(found.totals.machine_ms, 3_725_000);
    assert.ok(
      found.tree.every(({ id, parent }: Record<string, number>) => !(parent && parent > (id ?? 0))),
    );
  });

  it('writes one CSV, quoted where it must be', async () => {
    const { stdout } = await place.mso([...publish, '--format', 'csv']);
    const [head = [], ...rows] = rowsOf(stdout);
    assert.deepEqual(head.slice(0, 6), ['scope', 'name', 'file', 'line', 'calls', 'instructions']);
    assert.ok(rows.every((row) => row.length === head.length));
    const scopes = new Set(rows.map(([scope]) => scope));
    assert.deepEqual([...scopes], ['run', 'function', 'line', 'agent']);
    const names = rows.filter(([scope]) => scope === 'agent').map(([, name]) => name);
    assert.deepEqual(names, ['b', 'a "quoted", name']);
  });

  it('writes a cpuprofile by real time', async () => {
    const { stdout } = await place.mso([...publish, '--format', 'cpuprofile']);
    const profile: CpuProfile = JSON.parse(stdout);
    checkCpuProfile(profile);
    const draft = profile.nodes.find(({ callFrame }) => callFrame.functionName === 'step "draft"');
    assert.equal(draft?.callFrame.lineNumber, 3);
    assert.equal(draft?.callFrame.url, pathToFileURL(join(place.path, 'news.mso')).href);
  });

  it('writes a cpuprofile by machine time, in which hours of agents are seen', async () => {
    const args = [...publish, '--format', 'cpuprofile', '--time', 'machine'];
    const { stdout } = await place.mso(args);
    const profile: CpuProfile = JSON.parse(stdout);
    checkCpuProfile(profile);
    assert.deepEqual(selfTimes(profile), {
      'step "draft"': 3_600_000_000,
      'attempt "draft"': 5_000_000,
      'workflow "publish"': 120_000_000,
      'attempt "left"': 60_000_000,
      'attempt "right"': 120_000_000,
    });
  });

  it('ends as mso run does where the program fails, and shows how far it came', async () => {
    const { code, stdout, stderr } = await place.mso([...publish, '-n', '5', '--max-memory', '3']);
    assert.equal(code, 1);
    assert.match(stderr, /^news\.mso:\d+:\d+: MemoryAccessViolation: /);
    assert.match(stdout, /^news\.mso failed\ninstructions +\d+$/m);
    place.write('fails.sim.json', '{"default": {"fail": "out of paper"}}');
    const failed = await place.mso([...publish, '--simulation', 'fails.sim.json']);
    assert.equal(failed.code, 1);
  });

  it('shows the profile so far at Ctrl+C', async () => {
    const endless = 'process.kill(process.ppid, "SIGINT"); setInterval(() => 0, 1000)';
    const agents = { mode: 'command', command: process.execPath, args: ['-e', endless] };
    const args = [...publish, '--format', 'json', '--agents', JSON.stringify(agents)];
    const { code, stdout } = await place.mso(args);
    assert.equal(code, 130);
    const { end, totals } = JSON.parse(stdout);
    assert.deepEqual([end, totals.agent_calls], ['interrupted', 1]);
  });

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [
      ['--format', 'xml'],
      /--format takes text, json, csv or cpuprofile, not "xml"\nTry: .* profile$/m,
    ],
    [['--time', 'lunch'], /--time takes real or machine, not "lunch"/],
    [['--iterations', '0'], /--iterations takes a whole number from 1 to 10000, not "0"/],
    [['-o', 'none/out.csv'], /none\/out\.csv: the file cannot be written/],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await place.mso([...publish, ...args]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    });
  }
});
