import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Connection, type Dispatch } from './connection.js';

/** What comes out of a connection that is sent some commands. */
async function converse(dispatch: Dispatch, ...commands: readonly string[]): Promise<string[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  new Connection(dispatch).start(input, output);
  for (const [index, command] of commands.entries()) {
    const json = JSON.stringify({ seq: index + 1, type: 'request', command });
    input.write(`Content-Length: ${json.length}\r\n\r\n${json}`);
  }
  await nextTurn();
  await nextTurn();
  const text = String(output.read() ?? '');
  const outcomes = /"success":(\w+)(?:,"message":"(\w+)")?|"output":"([^"\\]*)/g;
  return [...text.matchAll(outcomes)].map(
    ([, success, message, said]) => said ?? message ?? String(success),
  );
}

describe('a connection', () => {
  it('answers once where a handler fails, at once or later (conformance 69)', async () => {
    const dispatch: Dispatch = (command) => {
      if (command === 'throws') throw new TypeError('x is not a function');
      if (command === 'rejects') return Promise.reject(new Error('later'));
      return command === 'throws a text' ? Promise.reject('no error at all') : { fine: true };
    };
    const commands = ['throws', 'fine', 'rejects', 'fine', 'throws a text', 'fine'];
    const answers = await converse(dispatch, ...commands);
    const errors = answers.filter((answer) => answer === 'internalError');
    assert.deepEqual([answers.length, errors.length], [commands.length, 3]);
  });

  it('goes on where what is to happen behind the response fails', async () => {
    const dispatch: Dispatch = (command, _, { afterResponse }) => {
      if (command === 'first') {
        afterResponse(() => {
          throw new Error('too late');
        });
      }
      return undefined;
    };
    assert.deepEqual(await converse(dispatch, 'first', 'second'), [
      ...['true', 'first failed: too late', 'true'],
    ]);
  });
});
