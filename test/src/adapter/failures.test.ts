import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const list = Array.from({ length: 2_000 }, (_, index) => index).join(', ');
const program = `context "c" {
  variables { items = [${list}] }
}
agent "a" {
  model = "m"
  role = "R"
}
`;

/** Requests that fail at a stop, by the short word of their failure. */
const failing: readonly (readonly [string, object, string])[] = [
  ['makeCoffee', {}, 'unsupported'],
  ['initialize', {}, 'alreadyInitialized'],
  ['launch', {}, 'alreadyLaunched'],
  ['continue', {}, 'invalidArguments'],
  ['continue', { threadId: 9 }, 'unknownThread'],
  ['scopes', { frameId: 99_999 }, 'staleReference'],
  ['variables', { variablesReference: 99_999 }, 'staleReference'],
  ['goto', { threadId: 1, targetId: 99_999 }, 'staleReference'],
  ['stepIn', { threadId: 1, targetId: 99_999 }, 'staleReference'],
  ['exceptionInfo', { threadId: 1 }, 'noException'],
  ['source', { source: { path: '/nowhere' } }, 'unknownSource'],
  ['evaluate', { expression: '1 +' }, 'evaluationFailed'],
  ['setExpression', { expression: 'nobody', value: '1' }, 'cannotSet'],
  ['writeMemory', { memoryReference: '0', data: 'AAAA' }, 'cannotWrite'],
  ['readMemory', { memoryReference: 'zero', count: 1 }, 'invalidArguments'],
  ['disassemble', { memoryReference: '0', instructionCount: 2 ** 40 }, 'invalidArguments'],
  ['restart', { arguments: { program: '/nowhere' } }, 'launchFailed'],
];

describe('a request that fails', () => {
  const folder = tempFolder();
  const path = join(folder, 'p.mso');
  const served = new ServedClient();
  before(() => writeFileSync(path, program));
  beforeEach(async () => {
    await launch(served.client, { program: path }, { breakpoints: [{ line: 5 }] });
    await served.client.event('stopped');
  });

  const failures = async (): Promise<Message[]> => {
    const responses: Message[] = [];
    for (const [command, args] of failing) {
      responses.push(await served.client.request(command, args));
    }
    return responses;
  };

  it('says which, why and for whom, always in one form (conformance 64)', async () => {
    const ids = new Map<string, number>();
    for (const { success, command, message = '', body } of await failures()) {
      assert.equal(success, false, command);
      assert.match(message, /^[a-z]\w+$/i);
      const { id, format, variables, showUser } = body.error;
      assert.ok(Number.isInteger(id) && id >= 1_000);
      assert.equal(typeof showUser, 'boolean');
      assert.ok(Object.values(variables).every((value) => typeof value === 'string'));
      for (const [, name = ''] of String(format).matchAll(/\{(\w+)\}/g)) {
        assert.ok(name in variables, `${format}: ${name}`);
      }
      const known = ids.get(`${message} ${format}`);
      assert.ok(known === undefined || known === id);
      ids.set(`${message} ${format}`, id);
    }
    assert.equal(new Set(ids.values()).size, ids.size, 'a number stands for one failure');
  });

  it('never uses the words that the protocol keeps for itself (conformance 65)', async () => {
    const messages = (await failures()).map(({ message }) => message);
    assert.deepEqual(
      messages,
      failing.map(([, , message]) => message),
    );
    assert.ok(messages.every((word) => word !== 'cancelled' && word !== 'notStopped'));
  });

  it('leaves everything as it was, whatever it asked for (conformance 63)', async () => {
    const { line, id } = await topFrame(served.client);
    await failures();
    const after = await topFrame(served.client);
    assert.deepEqual([after.line, after.id], [line, id]);
    await resume(served.client, 'next');
  });

  it('because the program goes on shows nothing of what came (conformance 67)', async () => {
    const { client } = served;
    const frameId = (await topFrame(client)).id;
    const items = { expression: 'contexts["c"].variables.items', frameId };
    const { variablesReference } = await client.ok('evaluate', items);
    const early = client.send('variables', { variablesReference });
    const resumed = client.send('next', { threadId: 1 });
    const late = [
      client.send('variables', { variablesReference }),
      client.send('evaluate', { expression: 'role', frameId }),
    ];
    await client.event('stopped');
    assert.equal((await client.response(early)).body.variables.length, 2_000);
    assert.equal((await client.response(resumed)).success, true);
    for (const seq of late) {
      const { message = '' } = await client.response(seq);
      assert.ok(['notStopped', 'staleReference'].includes(message), message);
    }
  });
});
