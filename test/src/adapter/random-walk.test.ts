import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DapClient, Message } from '../support/dap-client.js';
import { Random } from '../support/random.js';
import {
  type Need,
  type RandomRequest,
  randomRequests,
  referencesIn,
  type Seen,
  spoiled,
} from '../support/random-requests.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `context "c" {
  variables { items = [1, 2, 3] x = 1 }
}
agent "a" {
  model = $NO_SUCH_MODEL
  role = "R"
}
workflow "w" {
  step "one" {
    agent = "a"
    task = "One"
    retry { max_attempts = 2 }
  }
  step "two" { agent = "a" task = "Two" }
  step "three" { agent = "a" task = "\${1 / x}" }
  pipeline { one -> [two | three] }
}
`;

const seed = 20_260;
const walkCount = 220;
const stepsPerWalk = 40;

/**
 * Where a session stands, as its client can know it. `unsure`: the program was told to go on, and
 * what became of it was not waited for.
 */
type State = 'new' | 'initialized' | 'launched' | 'unsure' | 'stopped' | 'ended';

/** A client that asks for anything at any time, and knows what the answer has to be. */
class Wanderer {
  private state: State = 'new';
  private seen: Seen;
  private readonly stale: number[] = [];
  private launch: number | undefined;
  private restarts = 0;

  constructor(
    private readonly client: DapClient,
    private readonly random: Random,
    path: string,
  ) {
    this.seen = { path, frames: [], variables: [], targets: [], stepTargets: [] };
  }

  async walk(): Promise<void> {
    for (let step = 0; step < stepsPerWalk; step++) {
      const die = this.random.below(step < 8 ? 3 : 24);
      if (die === 0) await this.begin();
      else if (die === 1 && step > 20) await this.restartOrTerminate();
      else if (die === 2 && this.stale.length > 0) await this.askStale();
      else await this.ask(this.choose());
    }
    const ended = this.client.timeline.filter(({ event }) => event === 'terminated');
    assert.ok(ended.length <= 1 + this.restarts, `${ended.length} endings`);
    await this.client.ok('disconnect');
    if (this.launch !== undefined) await this.client.response(this.launch);
  }

  /** One step on the way to a running program, or one that was made already. */
  private async begin(): Promise<void> {
    const { client, random } = this;
    switch (this.state) {
      case 'new':
        await client.ok('initialize', {
          supportsMemoryEvent: true,
          supportsInvalidatedEvent: true,
        });
        this.state = 'initialized';
        return;
      case 'initialized':
        this.launch = client.send('launch', this.configuration());
        await client.event('initialized');
        // That comes before the program is loaded where the client took its time to launch it.
        while (!(await client.request('threads')).success);
        this.state = 'launched';
        return;
      case 'launched':
        await client.ok('configurationDone');
        await this.settle(client.timeline.length - 1);
        return;
      default: {
        const command = random.pick(['initialize', 'launch'] as const);
        const { message } = await client.request(command, this.configuration());
        assert.match(message ?? '', /^already/);
      }
    }
  }

  private configuration(): object {
    const { random } = this;
    const maybe = (): boolean => random.below(3) === 0;
    return {
      ...{ program: this.seen.path, workflow: 'w', hotReload: false },
      ...{ stopOnEntry: !maybe(), stopOnExit: maybe(), noDebug: random.below(9) === 0 },
      timeTravel: !maybe(),
    };
  }

  private async restartOrTerminate(): Promise<void> {
    const { client, random } = this;
    if (!['stopped', 'ended', 'unsure'].includes(this.state)) return;
    if (random.below(2) === 0) {
      await client.ok('terminate');
      this.forget();
      this.state = 'ended';
      return;
    }
    const response = await client.request('restart', { arguments: this.configuration() });
    assert.ok(response.success);
    this.restarts++;
    this.forget();
    await this.settle(client.timeline.indexOf(response));
  }

  /** At a stop rather what leads on: a request is of little use without references. */
  private choose(): RandomRequest {
    const { random, state } = this;
    if (state !== 'stopped' || random.below(2) === 0) return random.pick(randomRequests);
    const command = this.seen.frames.length === 0 ? 'stackTrace' : random.pick(looks);
    return randomRequests.find((request) => request.command === command) ?? randomRequests[0];
  }

  private async ask(request: RandomRequest): Promise<void> {
    const { client, random } = this;
    const args = request.args(random, this.seen);
    const isSpoiled = random.below(6) === 0;
    const response = await client.request(
      request.command,
      isSpoiled ? spoiled(args, random) : args,
    );
    this.judge(request.needs, response);
    if (response.success && request.resumes) {
      this.forget();
      await this.settle(client.timeline.indexOf(response));
    } else if (response.success) this.note(response);
  }

  /** Asks for something of an earlier stop. */
  private async askStale(): Promise<void> {
    const { random } = this;
    const id = this.stale[random.below(this.stale.length)] ?? 0;
    const [command, name] = random.pick<readonly [string, string]>([
      ['scopes', 'frameId'],
      ['variables', 'variablesReference'],
      ['goto', 'targetId'],
      ['restartFrame', 'frameId'],
      ['stepIn', 'targetId'],
    ]);
    const response = await this.client.request(command, { threadId: 1, [name]: id });
    this.judge('stopped', response);
    const { success, message = '' } = response;
    const words = ['staleReference', 'unknownThread', ...(this.state === 'stopped' ? [] : others)];
    assert.ok(!success && words.includes(message), `${command} ${id}: ${message}`);
  }

  /** Whether the answer is one that the state allows. */
  private judge(needs: Need, { success, message = '', command, body }: Message): void {
    assert.notEqual(message, 'internalError', `${command}: ${JSON.stringify(body)}`);
    const refusals = refusalsIn(this.state, needs);
    const text = `${command} while ${this.state}: ${success ? 'served' : message}`;
    if (refusals === undefined) assert.ok(success || !others.includes(message), text);
    else if (this.state !== 'unsure') assert.ok(refusals.includes(message), text);
  }

  /** Waits for what becomes of the program, or does not. */
  private async settle(from: number): Promise<void> {
    this.state = 'unsure';
    if (this.random.below(5) === 0) return;
    const { event } = await this.client.until(
      ({ event }) => event === 'stopped' || event === 'terminated',
      () => from,
    );
    this.state = event === 'stopped' ? 'stopped' : 'ended';
  }

  private note({ command, body }: Message): void {
    // Otherwise it may be of a stop that the program has left again.
    if (this.state !== 'stopped') return;
    for (const [kind, ids] of Object.entries(referencesIn(command, body)))
      this.seen = { ...this.seen, [kind]: ids };
  }

  private forget(): void {
    const { frames, variables, targets, stepTargets, path } = this.seen;
    this.stale.push(...frames, ...variables, ...targets, ...stepTargets);
    this.seen = { path, frames: [], variables: [], targets: [], stepTargets: [] };
  }
}

const looks: readonly [string, ...string[]] = [
  ...(['scopes', 'scopes', 'variables', 'setVariable'] as const),
  ...(['gotoTargets', 'goto', 'exceptionInfo', 'writeMemory'] as const),
];

/** What a request is refused with because of the state alone. */
const others = ['notInitialized', 'notLaunched', 'notStarted', 'notStopped', 'ended'];

function refusalsIn(state: State, needs: Need): readonly string[] | undefined {
  switch (state) {
    case 'new':
      return ['notInitialized'];
    case 'initialized':
      return needs === 'initialized' ? undefined : ['notLaunched'];
    case 'launched':
      return needs === 'stopped' ? ['notStarted'] : undefined;
    case 'unsure':
      return needs === 'stopped' ? ['notStopped', 'ended'] : undefined;
    case 'ended':
      return needs === 'stopped' ? ['ended'] : undefined;
    case 'stopped':
      return undefined;
  }
}

describe('a client that wanders about at random', () => {
  const path = join(tempFolder(), 'walk.mso');
  const served = new ServedClient();
  before(() => {
    writeFileSync(path, program);
    writeFileSync(path.replace('.mso', '.sim.json'), '{ "steps": { "one": [{ "fail": "no" }] } }');
  });

  /** The commands that were answered with success, or without. */
  const answered = { true: new Set<string>(), false: new Set<string>() };
  function noteAnswers(timeline: readonly Message[]): void {
    for (const { type, command = '', success } of timeline) {
      if (type === 'response') answered[success ? 'true' : 'false'].add(command);
    }
  }

  it(`gets one right answer to each request (conformance 6, 7, 8, 48, 49, 69)`, async function () {
    this.timeout(180_000);
    for (let walk = 0; walk < walkCount; walk++) {
      const client = served.connect();
      try {
        await new Wanderer(client, new Random(seed, walk), path).walk();
        client.kill();
        noteAnswers(client.timeline);
      } catch (problem) {
        client.end();
        const last = client.timeline.slice(-12).map((message) => JSON.stringify(message));
        throw new Error(`walk ${walk}: ${problem}\n${last.join('\n')}`, { cause: problem });
      }
    }
    const commands = new Set(randomRequests.map(({ command }) => command));
    for (const [how, seen] of Object.entries(answered)) {
      const missing = [...commands].filter((command) => !seen.has(command));
      assert.deepEqual(missing, [], `never answered with success: ${how}`);
    }
  });
});
