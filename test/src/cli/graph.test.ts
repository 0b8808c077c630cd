import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutModule } from '../support/foreign-binary.js';
import { assertGoldenText } from '../support/golden.js';
import { examplesFolder } from '../support/paths.js';
import { Workplace } from './mso-process.js';

const program = `agent "writer" { model = "gpt-4" role = "Author" }

workflow "publish" {
  step "draft" { agent = "writer" }
  step "send" {
    agent = "writer"
    when = input.urgent
  }
  pipeline { draft -> send }
}

workflow "repair" {
  step "mend" { agent = "writer" }
}
`;

describe('mso graph', () => {
  const place = new Workplace();
  before(() => {
    place.write('news.mso', program);
    place.write('team.mso', readFileSync(join(examplesFolder, 'research-team.mso')));
  });
  after(() => place.remove());

  const drawings: readonly (readonly [file: string, args: readonly string[]])[] = [
    ['graph.svg', []],
    ['graph.dot', ['--format', 'dot']],
    ['graph.mmd', ['--format=mermaid']],
    ['graph.json', ['-f', 'json']],
  ];
  for (const [file, args] of drawings) {
    it(`draws the example as it is kept: mso graph ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await place.mso(['graph', 'team.mso', ...args]);
      assert.deepEqual([code, stderr], [0, '']);
      assertGoldenText(file, stdout);
    });
  }

  it('writes what it would print to a file', async () => {
    const printed = await place.mso(['graph', 'news.mso']);
    const written = await place.mso(['graph', 'news.mso', '-o', 'news.svg']);
    assert.deepEqual(written, { code: 0, stdout: '', stderr: '' });
    assert.equal(readFileSync(join(place.path, 'news.svg'), 'utf8'), printed.stdout);
    const nowhere = await place.mso(['graph', 'news.mso', '-o', 'no/news.svg']);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.stderr, /^mso: no\/news\.svg: the file cannot be written/);
  });

  it('draws in dark colors', async () => {
    const { code, stdout } = await place.mso(['graph', 'news.mso', '--theme', 'dark']);
    const light = (await place.mso(['graph', 'news.mso', '--theme', 'light'])).stdout;
    assert.equal(code, 0);
    assert.equal(light, (await place.mso(['graph', 'news.mso'])).stdout);
    const bare = (text: string): string => text.replaceAll(/#[0-9a-f]{6}/g, '#');
    assert.notEqual(stdout, light);
    assert.equal(bare(stdout), bare(light));
  });

  it('draws all workflows, or those that are named', async () => {
    const names = async (...args: string[]): Promise<readonly string[]> => {
      const { code, stdout } = await place.mso(['graph', 'news.mso', '-f', 'json', ...args]);
      assert.equal(code, 0);
      return JSON.parse(stdout).workflows.map(({ name }: { name: string }) => name);
    };
    assert.deepEqual(await names(), ['publish', 'repair']);
    assert.deepEqual(await names('--workflow', 'repair'), ['repair']);
    assert.deepEqual(await names('-w', 'repair', '-w', 'publish'), ['publish', 'repair']);
  });

  it('draws a binary and an assembly as the source they come from', async () => {
    const drawn = (await place.mso(['graph', 'news.mso'])).stdout;
    await place.mso(['compile', 'news.mso', '-o', 'news.msob']);
    await place.mso(['disassemble', 'news.mso', '-o', 'news.msoasm']);
    for (const file of ['news.msob', 'news.msoasm']) {
      assert.deepEqual(await place.mso(['graph', file]), { code: 0, stdout: drawn, stderr: '' });
    }
  });

  it('draws a stripped binary from what it declares, placed in its decompiled text', async () => {
    await place.mso(['compile', 'news.mso', '--strip', '-o', 'stripped.msob']);
    const shape = async (file: string) => {
      const { stdout } = await place.mso(['graph', file, '-f', 'json']);
      return JSON.parse(stdout, (key, value) => (key === 'place' ? undefined : value));
    };
    assert.deepEqual(await shape('stripped.msob'), await shape('news.mso'));
    const { stdout } = await place.mso(['graph', 'stripped.msob', '-f', 'json']);
    const [workflow] = JSON.parse(stdout).workflows;
    const { line, file } = workflow.nodes[1].place;
    const text = (await place.mso(['decompile', 'stripped.msob'])).stdout.split('\n');
    assert.deepEqual([file, text[line - 1]], ['stripped.msob', '  step "send" {']);
  });

  it('says in which file of a program a step stands', async () => {
    place.write('main.mso', 'load "parts/flow"\n\nagent "a" {}\n');
    place.write('parts.mso', '');
    await place.mso(['compile', 'main.mso']);
    const { code, stderr } = await place.mso(['graph', 'main.mso']);
    assert.equal(code, 2);
    assert.match(stderr, /main\.mso:1:6: error\[E0401\]/);
    place.write('flow.mso', 'agent "b" {}\nworkflow "w" { step "s" { agent = "b" } }\n');
    place.write('main.mso', 'load "flow"\n\nagent "a" {}\n');
    const drawn = await place.mso(['graph', 'main.mso', '-f', 'json']);
    assert.equal(JSON.parse(drawn.stdout).workflows[0].nodes[0].place.file, 'flow.mso');
    await place.mso(['compile', 'main.mso']);
    const binary = await place.mso(['graph', 'main.msob', '-f', 'json']);
    assert.equal(binary.stdout, drawn.stdout);
  });

  it('shows what is wrong with a program as mso check does', async () => {
    place.write('wrong.mso', program.replace('draft -> send', 'draft -> sent'));
    const checked = await place.mso(['check', 'wrong.mso']);
    const { code, stdout, stderr } = await place.mso(['graph', 'wrong.mso']);
    assert.deepEqual([code, stdout], [2, '']);
    const frames = checked.stdout.slice(0, checked.stdout.lastIndexOf('\n\n'));
    assert.equal(stderr, `${frames}\nmso: wrong.mso has 1 error\n`);
  });

  const refusals: readonly (readonly [args: readonly string[], stderr: RegExp])[] = [
    [
      ['news.mso', '--workflow', 'publsh'],
      /^mso graph: there is no workflow "publsh"; did you mean publish\?\nTry: mso help graph\n$/,
    ],
    [['news.mso', '-w', 'x'], /^mso graph: there is no workflow "x"; there are publish, repair\n/],
    [['news.mso', '-f', 'png'], /^mso graph: --format takes svg, dot, mermaid, json, not "png"\n/],
    [['news.mso', '-f', 'sgv'], /^mso graph: --format takes .*; did you mean svg\?\n/],
    [['news.mso', '--theme', 'drak'], /^mso graph: --theme takes light, dark; did you mean dark\?/],
    [['news.mso', '-f', 'dot', '--theme', 'dark'], /^mso graph: --theme is for svg; dot has no/],
    [['none.mso'], /^mso: none\.mso: there is no such file\n$/],
    [['agents.mso'], /^mso: agents\.mso declares no workflow: there is nothing to draw\n$/],
    [['empty.mso'], /^mso: workflow "w" of empty\.mso has no steps: there is nothing to draw\n$/],
    [[], /^mso graph: FILE is missing\n/],
  ];
  for (const [args, expected] of refusals) {
    it(`refuses ${args.join(' ') || 'nothing'}`, async () => {
      place.write('agents.mso', 'agent "a" {}\n');
      place.write('empty.mso', 'workflow "w" { trigger = "manual" }\n');
      const { code, stdout, stderr } = await place.mso(['graph', ...args]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, expected);
    });
  }

  it('refuses a drawing that is too large, and writes it in other formats', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => `s${index}`);
    const steps = names.map((name) => `  step "${name}" { agent = "a" }\n`).join('');
    place.write('large.mso', `agent "a" {}\nworkflow "w" {\n${steps}}\n`);
    const refused = await place.mso(['graph', 'large.mso', '-o', 'large.svg']);
    assert.equal(refused.code, 2);
    assert.match(
      refused.stderr,
      /^mso: workflow "w" of large\.mso has 1001 steps and decisions, and at most 1000 can be/,
    );
    assert.equal(existsSync(join(place.path, 'large.svg')), false);
    const { code, stdout } = await place.mso(['graph', 'large.mso', '-f', 'dot']);
    assert.deepEqual([code, stdout.match(/tooltip=/g)?.length], [0, 1001]);
  });

  it('says what a binary of another compiler lacks', async () => {
    await place.mso(['compile', 'news.mso', '-o', 'news.msob']);
    place.write('lossy.hlxb', withoutModule(readFileSync(join(place.path, 'news.msob'))));
    const { code, stdout, stderr } = await place.mso(['graph', 'lossy.hlxb']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^warning: the file has no section mso\.module: steps, /);
    assert.match(stderr, /\nmso: the workflows of lossy\.hlxb have no steps: there is nothing to/);
  });
});
