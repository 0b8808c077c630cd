import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DapClient } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { timed, turnsMs } from '../support/measure.js';
import { examplesFolder } from '../support/paths.js';
import { onOneCore } from './one-core.js';
import type { Row } from './rows.js';

/** As editors start it. */
const bundleEntry = join(examplesFolder, '..', 'dist', 'adapter.cjs');
const floorEntry = join(dirname(fileURLToPath(import.meta.url)), 'floor-adapter.js');

/** What something takes of the floor and of the adapter. */
type Both = readonly [floor: number, real: number];

/** The adapter beside one that answers with what it has ready: in the same run, and in turns. */
export async function measureFloor(folder: string): Promise<Row[]> {
  const small = join(folder, 'floor-small.mso');
  const large = join(folder, 'floor.mso');
  copyFileSync(join(examplesFolder, 'support-desk.mso'), small);
  writeFileSync(large, programText());
  const row = (what: string, [floor, real]: Both, goal: number, unit = 'ms'): Row[] => [
    { what, value: real, unit },
    { what: '  in times of the floor', value: real / floor, unit: 'x', goal },
  ];
  return [
    // As people write programs, and with much to compile, to step through and to page.
    ...row('spawn to first stop, 190 lines', await starts(small), 1.3),
    { what: 'the very first one, without kept code', value: (await starts(small, unkept))[1] },
    ...row('spawn to first stop, 2,000 lines, 10,000 items', await starts(large), 1.3),
    ...row('memory at the first stop, 190 lines', await memories(small), 1.3, 'MiB'),
    ...row('memory, 2,000 lines, 10,000 items', await memories(large), 1.3, 'MiB'),
    ...(await onOneCore(() => measureRequests(large, row))),
  ];
}

async function measureRequests(
  program: string,
  row: (what: string, both: Both, goal: number) => Row[],
): Promise<Row[]> {
  const clients = [await begin(program, floorEntry), await begin(program, bundleEntry)] as const;
  const [floor, real] = clients;
  const each = (
    act: (client: DapClient) => Promise<unknown>,
    turns = 200,
    warmUps = 20,
  ): Promise<Both> =>
    turnsMs(turns, [() => timed(() => act(floor)), () => timed(() => act(real))], warmUps);
  const stack = { threadId: 1, startFrame: 0, levels: 1 };
  const rows = [
    ...row('next to stopped', await each(step), 1.3),
    ...row('stackTrace', await each((client) => client.ok('stackTrace', stack)), 1.3),
    ...row('scopes', await each(readScopes), 1.3),
    ...row('variables of a scope', await each(readRegisters), 1.3),
    ...row('a step, with everything that is shown', await each(stepAndLook, 100, 10), 1.3),
    ...row(
      '1,000 breakpoints in a request',
      await each((client) => setBreakpoints(client, program), 50),
      3,
    ),
    ...row('10,000 items in 100 pages', await each(readPages, 20, 5), 1.3),
    ...row('evaluate', await each(evaluate), 1.3),
  ];
  for (const client of clients) await client.ok('disconnect');
  return rows;
}

/** A list of ten thousand, and a block with enough lines to step through. */
function programText(): string {
  const items = Array.from({ length: 10_000 }, (_, index) => index).join(', ');
  const lines = Array.from({ length: 2_000 }, (_, index) => `  p${index} = ${index}`).join('\n');
  return `context "c" {\n  variables { items = [${items}] }\n}\nagent "a" {\n${lines}\n}\n`;
}

const firstLine = 5;

/** As if nothing had been started before: the adapter finds no code of an earlier start. */
const unkept = { NODE_DISABLE_COMPILE_CACHE: '1' };

/** From nothing to the first stop. */
async function begin(program: string, entry: string, env = {}): Promise<DapClient> {
  const client = DapClient.spawn(entry, [], env);
  await launch(
    client,
    { program },
    { breakpoints: [{ line: firstLine }], initialize: { pathFormat: 'path' } },
  );
  await client.event('stopped');
  return client;
}

function starts(program: string, env = {}): Promise<Both> {
  const start = (entry: string) => async (): Promise<number> => {
    let client: DapClient | undefined;
    const time = await timed(async () => {
      client = await begin(program, entry, env);
    });
    await client?.ok('disconnect');
    return time;
  };
  return turnsMs(11, [start(floorEntry), start(bundleEntry)]);
}

async function memories(program: string): Promise<Both> {
  return [await memory(program, floorEntry), await memory(program, bundleEntry)];
}

async function memory(program: string, entry: string): Promise<number> {
  const client = await begin(program, entry);
  const resident = residentMiB(client);
  await client.ok('disconnect');
  return resident;
}

async function step(client: DapClient): Promise<void> {
  await client.ok('next', { threadId: 1 });
  await client.event('stopped');
}

async function frameId(client: DapClient): Promise<number> {
  return (await topFrame(client)).id;
}

async function readScopes(client: DapClient): Promise<void> {
  await client.ok('scopes', { frameId: await frameId(client) });
}

async function readRegisters(client: DapClient): Promise<void> {
  const { scopes } = await client.ok('scopes', { frameId: await frameId(client) });
  await client.ok('variables', { variablesReference: scopes[2].variablesReference });
}

async function evaluate(client: DapClient): Promise<void> {
  await client.ok('evaluate', { expression: '1', context: 'watch' });
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
