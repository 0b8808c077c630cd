import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@mso/compiler';
import { check, parse, SourceFile } from '@mso/language';
import { HelixVM } from '@mso/vm';
import { DapClient } from '../support/dap-client.js';
import { launch, scopeRows, topFrame } from '../support/debugging.js';
import { largeProgram } from '../support/large-program.js';
import { medianMs, timed } from '../support/measure.js';

/*
 * What the speed of this version is judged by, measured and printed, in milliseconds (medians).
 * Run with `npm run bench`.
 */

const lines = 10_000;
const runs = 9;

const folder = mkdtempSync(join(tmpdir(), 'mso-bench-'));
const program = join(folder, 'large.mso');
const text = largeProgram(lines);
writeFileSync(program, text);

interface Row {
  readonly what: string;
  readonly ms: number;
  readonly goalMs?: number;
}

async function measureLanguage(): Promise<Row[]> {
  const file = (): SourceFile => new SourceFile(program, text);
  const { module } = compile(file());
  if (module === undefined) throw new Error('the large program has errors');
  return [
    {
      what: 'check, first time in a process',
      ms: await timed(() => check(parse(file()))),
      goalMs: 300,
    },
    {
      what: 'check, warm',
      ms: await medianMs(runs, () => timed(() => check(parse(file())))),
      goalMs: 300,
    },
    { what: 'compile, warm', ms: await medianMs(runs, () => timed(() => compile(file()))) },
    {
      what: `execute ${module.code.length} instructions, warm`,
      ms: await medianMs(runs, () => timed(() => new HelixVM(module).continueExecution())),
    },
  ];
}

/** From a request to what follows it, in a fresh adapter process each time. */
async function measureSession(): Promise<Row[]> {
  const fromSpawn: number[] = [];
  const fromLaunch: number[] = [];
  const steps: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const client = DapClient.spawn();
    await client.ok('initialize', { adapterID: 'mso' });
    const launched = performance.now();
    client.send('launch', { program });
    await client.event('initialized');
    const source = { path: program };
    await client.ok('setBreakpoints', { source, breakpoints: [{ line: 5_000 }] });
    await client.ok('configurationDone');
    await client.event('stopped');
    fromLaunch.push(performance.now() - launched);
    fromSpawn.push(performance.now() - start);
    steps.push(await timed(() => stepAndLook(client)));
    await client.ok('disconnect');
    await client.exit();
  }
  return [
    { what: 'launch to first stop at line 5,000', ms: median(fromLaunch), goalMs: 1_500 },
    { what: 'spawn to first stop at line 5,000', ms: median(fromSpawn) },
    { what: 'step, then stack, scopes and registers', ms: median(steps) },
  ];
}

async function stepAndLook(client: DapClient): Promise<void> {
  await client.ok('next', { threadId: 1 });
  await client.event('stopped');
  await scopeRows(client, 'Registers');
}

async function measureSmall(): Promise<Row[]> {
  const small = join(folder, 'small.mso');
  writeFileSync(small, 'agent "a" {\n  model = "m"\n}\n');
  const ms = await medianMs(runs, async () => {
    let client: DapClient | undefined;
    const time = await timed(async () => {
      client = DapClient.spawn();
      await launch(client, { program: small, stopOnEntry: true });
      await client.event('stopped');
      await topFrame(client);
    });
    await client?.ok('disconnect');
    return time;
  });
  return [{ what: 'spawn to first stop, a program of 3 lines', ms }];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function print(rows: readonly Row[]): void {
  for (const { what, ms, goalMs } of rows) {
    const goal = goalMs === undefined ? '' : `   goal ${goalMs}${ms <= goalMs ? '' : '  MISSED'}`;
    process.stdout.write(`${what.padEnd(48)}${ms.toFixed(1).padStart(9)} ms${goal}\n`);
  }
}

process.stdout.write(`A program of ${text.split('\n').length} lines, medians of ${runs} runs\n\n`);
print([...(await measureLanguage()), ...(await measureSession()), ...(await measureSmall())]);
rmSync(folder, { recursive: true });
