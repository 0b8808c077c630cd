import { equal, ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { type AgentHost, type AgentReply, SecretReference } from '@mso/vm';
import {
  beginStream,
  type ChatServer,
  chatServer,
  endStream,
  sendEvent,
  sendPiece,
} from '../testing/chat-server.js';
import { makeHost, scriptAgents, type TestHost } from '../testing/hosts.js';
import { makeRequest } from '../testing/request.js';
import { secretForms } from './secret-forms.js';

const secretText = 'h+nter/2 "never\\to be" seen';
const environment = { ...process.env, TOKEN: secretText };
const secrets = new Map([['api_key', new SecretReference('Environment', 'TOKEN')]]);

let server: ChatServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** The secret as an agent could write it, between commas. */
const said = [...secretForms(secretText)].join(' , ');

/** Everything that comes out of a host when an agent is asked, as text. */
async function everything({ host, log }: TestHost): Promise<string> {
  const pieces: string[] = [];
  const onText = (piece: string): number => pieces.push(piece);
  const reply = await ask(host, onText);
  const parts = { reply, log, pieces, text: pieces.join('') };
  return inspect(parts, { depth: 50, maxStringLength: null, maxArrayLength: null });
}

async function ask(host: AgentHost, onText: (piece: string) => void): Promise<AgentReply> {
  const reply = await host.invoke(makeRequest({ secrets, onText }));
  return reply;
}

function expectMasked(text: string): void {
  for (const form of [...secretForms(secretText), 'never\\to be', 'h+nter']) {
    ok(!text.includes(form), `${form} shows in ${text}`);
  }
  ok(text.includes('••••'), text);
}

describe('the text of a secret shows nowhere', () => {
  const quoted = JSON.stringify(said);
  const programs: readonly (readonly [string, string])[] = [
    ['in the output of a program', `console.log(JSON.stringify({ [${quoted}]: [${quoted}] }))`],
    ['in a text that a program writes', `console.log(${quoted})`],
    ['in what a program logs', `console.error(${quoted}); console.log('done')`],
    [
      'in what a program logs in pieces',
      `const text = ${quoted}; let at = 0;
       const write = () => {
         if (at >= text.length) return console.log('done');
         process.stderr.write(text.slice(at, at += 3), () => setTimeout(write, 1));
       };
       write();`,
    ],
    ['in why a program failed', `console.error(${quoted}); process.exitCode = 1`],
    [
      'where a program answers what it was asked',
      "console.log(require('fs').readFileSync(0, 'utf8'))",
    ],
  ];
  for (const [where, code] of programs) {
    it(where, async () => {
      expectMasked(await everything(await makeHost(scriptAgents(code), { environment })));
    });
  }

  it('though the program gets it, and in nothing but its input', async () => {
    const code = `
      const { secrets } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      const text = ${JSON.stringify(secretText)};
      const elsewhere = [...process.argv.slice(1), ...Object.values(process.env)];
      console.log(secrets.api_key === text && !elsewhere.includes(text))`;
    // The environment of this test has no such variable: only the secret's own source has.
    const { host } = await makeHost(scriptAgents(code, { env: { TOKEN: 'unset' } }), {
      environment,
    });
    const reply = await ask(host, () => undefined);
    equal(reply.kind === 'output' && reply.output, true);
  });

  const endpoints: readonly (readonly [string, Parameters<typeof chatServer>[0]])[] = [
    [
      'in the reply of an endpoint, or its pieces',
      (response) => {
        beginStream(response);
        for (let at = 0; at < said.length; at += 3) sendPiece(response, said.slice(at, at + 3));
        endStream(response);
      },
    ],
    [
      'in the error of an endpoint',
      (response, { headers }) => {
        const message = `${headers.authorization} is wrong: ${said}`;
        response.writeHead(401).end(JSON.stringify({ error: { message } }));
      },
    ],
    [
      'in an error that is cut',
      (response) => response.writeHead(500).end(`${'x'.repeat(490)} ${said}`),
    ],
    [
      'in an error in the midst of a stream',
      (response) => {
        beginStream(response);
        sendEvent(response, { error: { message: said } });
        response.end();
      },
    ],
    [
      'in an answer that is not understood',
      (response) => {
        beginStream(response);
        sendEvent(response, `{"choices": ${said}`);
        response.end();
      },
    ],
  ];
  for (const [where, answer] of endpoints) {
    it(where, async () => {
      server = await chatServer(answer);
      const agents = { mode: 'http', baseUrl: server.baseUrl };
      expectMasked(await everything(await makeHost(agents, { environment })));
      equal(server.requests[0]?.headers.authorization, `Bearer ${secretText}`);
    });
  }

  it('where it is a header of the configuration that the endpoint repeats', async () => {
    server = await chatServer((response, { headers }) => {
      response.writeHead(403).end(`no ${headers['x-api-key']} ${headers.authorization}`);
    });
    const headers = { 'X-Api-Key': 'in-the-configuration', Authorization: 'Bearer in-it-too' };
    const host = await makeHost({ mode: 'http', baseUrl: server.baseUrl, headers });
    const text = await everything(host);
    ok(!text.includes('in-the-configuration') && !text.includes('in-it-too'), text);
    ok(text.includes('••••'), text);
  });

  it('in the answer of a scripted agent, which never has it', async () => {
    const { host } = await makeHost(undefined, { environment });
    const reply = await host.invoke(makeRequest({ secrets, inputs: secrets }));
    expectMasked(inspect(reply, { depth: 50 }));
  });
});
