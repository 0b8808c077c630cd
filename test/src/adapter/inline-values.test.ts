import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InlineValueRequest } from 'vscode-languageserver/node';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { LspClient } from '../support/lsp-client.js';
import { examplesFolder } from '../support/paths.js';

const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

/** What the language server wants shown, the debug adapter can show. */
describe('inline values', () => {
  let debug: DapClient;
  let language: LspClient;
  beforeEach(() => {
    debug = DapClient.spawn();
    language = new LspClient();
  });
  afterEach(async () => {
    debug.kill();
    await language.shutdown();
  });

  for (const name of ['research-team.mso', 'support-desk.mso']) {
    it(`are known to the debugger at every stop in ${name}`, async () => {
      const program = join(examplesFolder, name);
      const textDocument = { uri: pathToFileURL(program).toString() };
      await language.initialize(examplesFolder);
      await language.open(textDocument.uri, readFileSync(program, 'utf8'));

      /** The values that are to be shown at a stop, each as `expression = value`. */
      const shownAt = async ({ id, line, column }: Body): Promise<string[]> => {
        const place = { line: line - 1, character: column - 1 };
        const context = { frameId: id, stoppedLocation: { start: place, end: place } };
        const params = { textDocument, range: whole, context };
        const values = await language.connection.sendRequest(InlineValueRequest.type, params);
        const shown: string[] = [];
        for (const value of values ?? []) {
          assert.ok('expression' in value);
          const { expression } = value;
          const answer = { expression, frameId: id, context: 'watch' };
          shown.push(`${expression} = ${(await debug.ok('evaluate', answer)).result}`);
        }
        return shown;
      };

      await launch(debug, { program, stopOnEntry: true });
      const seen = new Set<string>();
      for (let steps = 0; steps < 400; steps++) {
        if (await hasEnded(debug)) break;
        for (const shown of await shownAt(await topFrame(debug))) seen.add(shown);
        await debug.ok('stepIn', { threadId: 1 });
      }
      assert.ok(seen.size > 3, 'some values are shown');
      const unset = [...seen].filter((shown) => shown.endsWith('= null'));
      assert.deepEqual(unset, [], 'what is shown has been set');
    });
  }
});

/** Whether the program came to its end instead of to the next stop. */
async function hasEnded(client: DapClient): Promise<boolean> {
  const isNews = ({ event }: { readonly event?: string }): boolean =>
    event === 'stopped' || event === 'terminated';
  const count = client.timeline.filter(
    ({ command, type }) => type === 'request' && command === 'stepIn',
  );
  for (;;) {
    const news = client.timeline.filter(isNews);
    if (news.some(({ event }) => event === 'terminated')) return true;
    if (news.length > count.length) return false;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
