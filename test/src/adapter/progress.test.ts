import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient, type Message } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { repeatedExample } from '../support/large-program.js';
import { examplesFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

/** A long past of few lines. */
const countdown = `.mso-assembly 1
.compiler "1.0.0"
.heap 256
.next-id #1
.declarations-end end
.code
  Push 100000
again:
  Push 1
  Sub
  Dup
  Push 0
  Gt
  JumpIf again
  Pop
end:
`;

/** What holds nowhere, and takes long to find that out: the past is searched for some seconds. */
const condition = Array.from(
  { length: 200 },
  (_, index) => `(sp * 3 + 1) % 7 == ${1_000 + index}`,
).join(' || ');

const initialize = { supportsProgressReporting: true };

describe('work that takes long', () => {
  const folder = tempFolder();
  const program = join(folder, 'countdown.msoa');
  let client: DapClient;

  before(() => writeFileSync(program, countdown));
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const shown = (): string[] =>
    client.timeline.flatMap(({ event = '' }) => (event.startsWith('progress') ? [event] : []));

  /** Goes back from the end, where the condition is to be asked everywhere on the way. */
  async function goBack(options: object): Promise<void> {
    await launch(client, { program, stopOnEntry: true, stopOnExit: true }, options);
    await client.event('stopped');
    const { instructionPointerReference: instructionReference } = await topFrame(client);
    await client.ok('continue', { threadId: 1 });
    await client.event('stopped');
    const breakpoints = [{ instructionReference, offset: 4, condition }];
    const set = await client.ok('setInstructionBreakpoints', { breakpoints });
    assert.equal(set.breakpoints[0].verified, true);
    await client.ok('reverseContinue', { threadId: 1 });
  }

  it('is shown while the past is searched, and can be cancelled (conformance 68)', async () => {
    await goBack({ initialize });
    const start = await client.event('progressStart');
    assert.deepEqual([start.title, start.cancellable], ['Going back', true]);
    assert.ok(start.percentage > 0 && start.percentage < 100);
    await client.ok('cancel', { progressId: start.progressId });
    assert.equal((await client.event('stopped')).reason, 'pause');
    assert.deepEqual([shown()[0], shown().at(-1)], ['progressStart', 'progressEnd']);
    const { start: earliest, position, end } = await client.ok('mso/timeline');
    assert.ok(earliest < position && position < end, `${earliest} ${position} ${end}`);
    await client.ok('reverseContinue', { threadId: 1 });
    const next = await client.event('progressStart');
    assert.notEqual(next.progressId, start.progressId);
    await client.ok('cancel', { progressId: start.progressId });
    await client.ok('cancel', { progressId: next.progressId });
    assert.equal((await client.event('progressEnd')).progressId, next.progressId);
  });

  it('is not shown to a client that does not want to know', async () => {
    await goBack({});
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await client.ok('pause', { threadId: 1 });
    await client.event('stopped');
    assert.deepEqual(shown(), []);
  });

  it('is shown while a large program is loaded', async () => {
    const large = join(folder, 'large.mso');
    writeFileSync(large, `# ${'-'.repeat(1_000_000)}\nagent "a" { model = "m" }\n`);
    await launch(client, { program: large, stopOnEntry: true }, { initialize });
    await client.event('stopped');
    const [start] = client.timeline.filter(({ event }) => event === 'progressStart');
    assert.deepEqual(start?.body, {
      ...{ progressId: 'work 1', title: 'Loading large.mso', cancellable: true, percentage: 0 },
    });
    assert.deepEqual([shown()[0], shown().at(-1)], ['progressStart', 'progressEnd']);
  });

  it('of loading can be cancelled, and then nothing starts', async () => {
    const large = join(folder, 'cancelled.mso');
    writeFileSync(large, repeatedExample(4_000_000));
    await client.ok('initialize', initialize);
    const launched = client.request('launch', { program: large });
    const { progressId } = await client.event('progressStart');
    await client.ok('cancel', { progressId });
    const { success, message } = await launched;
    assert.deepEqual([success, message], [false, 'cancelled']);
    await client.event('terminated');
    assert.deepEqual([shown()[0], shown().at(-1)], ['progressStart', 'progressEnd']);
  });

  it('of loading does not hold up a client that leaves', async () => {
    const large = join(folder, 'left.mso');
    writeFileSync(large, repeatedExample(4_000_000));
    await client.ok('initialize', initialize);
    client.send('launch', { program: large });
    await client.event('progressStart');
    await client.ok('disconnect');
    // What was being done has not come to its end before.
    const isDisconnected = ({ type, command }: Message): boolean =>
      type === 'response' && command === 'disconnect';
    const before = client.timeline.slice(0, client.timeline.findIndex(isDisconnected));
    assert.ok(before.every(({ event }) => event !== 'progressEnd'));
  });

  it('that waits for its turn is answered once, as cancelled (conformance 66)', async () => {
    const small = join(examplesFolder, 'minimal.mso');
    await launch(client, { program: small, stopOnEntry: true });
    await client.event('stopped');
    const { id: frameId } = await topFrame(client);
    const variablesReference = (await client.ok('scopes', { frameId })).scopes[0]
      .variablesReference;
    const requests = [
      ['evaluate', { expression: 'pc', frameId }],
      ['evaluate', { expression: 'temperature = 1', context: 'repl', frameId }],
      ['variables', { variablesReference }],
      ['threads', {}],
      ['setBreakpoints', { source: { path: small }, breakpoints: [{ line: 12 }] }],
    ] as const;
    const seqs = client.sendTogether((send) => {
      const sent = requests.map(([command, args]) => send(command, args));
      for (const requestId of sent) if (requestId !== sent[3]) send('cancel', { requestId });
      return sent;
    });
    await client.ok('threads');
    const answers = seqs.map((seq) => client.timeline.filter((each) => each.request_seq === seq));
    assert.deepEqual(
      answers.map((each) => each.map(({ success, message }) => success || message)),
      [['cancelled'], ['cancelled'], ['cancelled'], [true], [true]],
    );
    const cancels = client.timeline.filter(({ type, command }) => {
      return type === 'response' && command === 'cancel';
    });
    assert.deepEqual(
      cancels.map(({ success }) => success),
      [true, true, true, true],
    );
    const { result } = await client.ok('evaluate', { expression: 'pc', frameId });
    assert.equal(result, '0');
  });

  it('that is over, or never was, is cancelled without an error (conformance 66)', async () => {
    const small = join(examplesFolder, 'minimal.mso');
    await launch(client, { program: small, stopOnEntry: true }, { initialize });
    for (const args of [{ requestId: 1 }, { requestId: 999 }, { progressId: 'work 7' }, {}]) {
      assert.deepEqual(await client.ok('cancel', args), {});
    }
    assert.equal((await client.request('cancel', { requestId: 'x' })).message, 'invalidArguments');
    assert.deepEqual(shown(), []);
  });
});
