import { writeFileSync } from 'node:fs';
import { DapClient } from '../support/dap-client.js';
import { launch, scopeRows, topFrame } from '../support/debugging.js';
import { median, medianMs, timed } from '../support/measure.js';
import type { Row } from './rows.js';

const runs = 9;

/** From a request to what follows it, in a fresh adapter process each time. */
export async function measureSession(program: string): Promise<Row[]> {
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
    { what: 'launch to first stop at line 5,000', value: median(fromLaunch), goal: 1_500 },
    { what: 'spawn to first stop at line 5,000', value: median(fromSpawn) },
    { what: 'step, then stack, scopes and registers', value: median(steps) },
  ];
}

async function stepAndLook(client: DapClient): Promise<void> {
  await client.ok('next', { threadId: 1 });
  await client.event('stopped');
  await scopeRows(client, 'Registers');
}

export async function measureSmallSession(program: string): Promise<Row[]> {
  writeFileSync(program, 'agent "a" {\n  model = "m"\n}\n');
  const value = await medianMs(runs, async () => {
    let client: DapClient | undefined;
    const time = await timed(async () => {
      client = DapClient.spawn();
      await launch(client, { program, stopOnEntry: true });
      await client.event('stopped');
      await topFrame(client);
    });
    await client?.ok('disconnect');
    return time;
  });
  return [{ what: 'spawn to first stop, a program of 3 lines', value }];
}
