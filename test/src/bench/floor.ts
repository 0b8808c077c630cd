import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DapClient } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { medianMs, timed } from '../support/measure.js';
import { examplesFolder } from '../support/paths.js';
import type { Row } from './rows.js';

/** As editors start it. */
const bundleEntry = join(examplesFolder, '..', 'dist', 'adapter.mjs');
const floorEntry = join(dirname(fileURLToPath(import.meta.url)), 'floor-adapter.js');

/** What is measured of an adapter, in milliseconds (memory in MiB). */
interface Figures {
  readonly smallStart: number;
  readonly start: number;
  readonly step: number;
  readonly stack: number;
  readonly scopes: number;
  readonly variables: number;
  readonly stepAndLook: number;
  readonly breakpoints: number;
  readonly pages: number;
  readonly evaluate: number;
  readonly memory: number;
}

interface Programs {
  /** As people write them. */
  readonly small: string;
  /** With much to compile, to step through and to page. */
  readonly large: string;
}

/** The adapter beside one that answers with what it has ready, in the same run. */
export async function measureFloor(folder: string): Promise<Row[]> {
  const programs = { large: join(folder, 'floor.mso'), small: join(folder, 'floor-small.mso') };
  writeFileSync(programs.large, programText());
  copyFileSync(join(examplesFolder, 'support-desk.mso'), programs.small);
  const floor = await measure(programs, floorEntry);
  const real = await measure(programs, bundleEntry);
  const times = (name: keyof Figures): number => real[name] / floor[name];
  const row = (what: string, name: keyof Figures, goal: number): Row[] => [
    { what, value: real[name], unit: name === 'memory' ? 'MiB' : 'ms' },
    { what: '  in times of the floor', value: times(name), unit: 'x', goal },
  ];
  return [
    ...row('spawn to first stop, 190 lines', 'smallStart', 1.3),
    ...row('spawn to first stop, 2,000 lines, 10,000 items', 'start', 1.3),
    ...row('next to stopped', 'step', 1.3),
    ...row('stackTrace', 'stack', 1.3),
    ...row('scopes', 'scopes', 1.3),
    ...row('variables of a scope', 'variables', 1.3),
    ...row('a step, with everything that is shown', 'stepAndLook', 1.3),
    ...row('1,000 breakpoints in a request', 'breakpoints', 3),
    ...row('10,000 items in 100 pages', 'pages', 1.3),
    ...row('evaluate', 'evaluate', 1.3),
    ...row('memory at the first stop', 'memory', 1.3),
  ];
}

/** A list of ten thousand, and a block with enough lines to step through. */
function programText(): string {
  const items = Array.from({ length: 10_000 }, (_, index) => index).join(', ');
  const lines = Array.from({ length: 2_000 }, (_, index) => `  p${index} = ${index}`).join('\n');
  return `context "c" {\n  variables { items = [${items}] }\n}\nagent "a" {\n${lines}\n}\n`;
}

const firstLine = 5;

/** From nothing to the first stop. */
async function begin(program: string, entry: string): Promise<DapClient> {
  const client = DapClient.spawn(entry);
  await launch(
    client,
    { program },
    { breakpoints: [{ line: firstLine }], initialize: { pathFormat: 'path' } },
  );
  await client.event('stopped');
  return client;
}

async function measureStart(program: string, entry: string): Promise<number> {
  return medianMs(9, async () => {
    let client: DapClient | undefined;
    const time = await timed(async () => {
      client = await begin(program, entry);
    });
    await client?.ok('disconnect');
    return time;
  });
}

async function measure(programs: Programs, entry: string): Promise<Figures> {
  const smallStart = await measureStart(programs.small, entry);
  const start = await measureStart(programs.large, entry);
  const program = programs.large;
  const client = await begin(program, entry);
  const memory = residentMiB(client);
  const each = (action: () => Promise<unknown>): Promise<number> =>
    medianMs(200, () => timed(action), 20);
  const figures = {
    ...{ smallStart, start, memory },
    step: await each(() => step(client)),
    stack: await each(() => client.ok('stackTrace', { threadId: 1, startFrame: 0, levels: 1 })),
    scopes: await each(async () => client.ok('scopes', { frameId: await frameId(client) })),
    variables: await each(async () => client.ok('variables', await registers(client))),
    evaluate: await each(() => client.ok('evaluate', { expression: '1', context: 'watch' })),
    stepAndLook: await medianMs(100, () => timed(() => stepAndLook(client)), 10),
    breakpoints: await medianMs(50, () => timed(() => setBreakpoints(client, program)), 20),
    pages: await medianMs(20, () => timed(() => readPages(client)), 5),
  };
  await client.ok('disconnect');
  return figures;
}

async function step(client: DapClient): Promise<void> {
  await client.ok('next', { threadId: 1 });
  await client.event('stopped');
}

async function frameId(client: DapClient): Promise<number> {
  return (await topFrame(client)).id;
}

async function registers(client: DapClient): Promise<{ variablesReference: number }> {
  const { scopes } = await client.ok('scopes', { frameId: await frameId(client) });
  return { variablesReference: scopes[2].variablesReference };
}

/** What an editor asks for behind a step: one frame, its scopes, and those that are cheap. */
async function stepAndLook(client: DapClient): Promise<void> {
  await step(client);
  await client.ok('threads');
  const { stackFrames } = await client.ok('stackTrace', { threadId: 1, levels: 1 });
  const { scopes } = await client.ok('scopes', { frameId: stackFrames[0].id });
  for (const { variablesReference, expensive } of scopes) {
    if (!expensive) await client.ok('variables', { variablesReference, count: 5 });
  }
}

async function setBreakpoints(client: DapClient, path: string): Promise<void> {
  const breakpoints = Array.from({ length: 1_000 }, (_, index) => ({ line: firstLine + index }));
  await client.ok('setBreakpoints', { source: { path }, breakpoints });
  await client.ok('setBreakpoints', { source: { path }, breakpoints: [] });
}

async function readPages(client: DapClient): Promise<void> {
  const expression = 'contexts["c"].variables.items';
  const { variablesReference } = await client.ok('evaluate', { expression, context: 'watch' });
  for (let start = 0; start < 10_000; start += 100) {
    await client.ok('variables', { variablesReference, start, count: 100, filter: 'indexed' });
  }
}

function residentMiB({ process: child }: DapClient): number {
  const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
