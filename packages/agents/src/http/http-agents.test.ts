import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type AgentReply, type AgentRequest, SecretReference, type Value } from '@mso/vm';
import {
  beginStream,
  type ChatRequest,
  type ChatServer,
  chatServer,
  endStream,
  sendEvent,
  sendPiece,
  streamPieces,
} from '../testing/chat-server.js';
import { makeHost } from '../testing/hosts.js';
import { failureOf, outputOf } from '../testing/replies.js';
import { makeRequest } from '../testing/request.js';

type Handler = (response: ServerResponse, request: ChatRequest) => void;

interface Conversation {
  readonly reply: AgentReply;
  /** What the server was asked, where it was. */
  readonly asked: ChatRequest | undefined;
  readonly pieces: readonly string[];
  readonly log: readonly string[];
}

let server: ChatServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function converse(
  handler: Handler,
  request: Partial<AgentRequest> = {},
  config: object = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Conversation> {
  server = await chatServer(handler);
  const agents = { mode: 'http', baseUrl: server.baseUrl, ...config };
  const { host, log } = await makeHost(agents, { environment });
  const pieces: string[] = [];
  const onText = (piece: string): number => pieces.push(piece);
  const reply = await host.invoke(makeRequest({ onText, ...request }));
  return { reply, asked: server.requests[0], pieces, log };
}

const answers =
  (...pieces: readonly string[]): Handler =>
  (response) =>
    streamPieces(response, ...pieces);

describe('an agent behind a chat-completions endpoint', () => {
  it('answers piece by piece, and says how many tokens that took', async () => {
    const { reply, pieces } = await converse(answers('Good ', 'morning', '!'));
    deepEqual(reply, {
      kind: 'output',
      output: 'Good morning!',
      usage: { inputTokens: 11, outputTokens: 7 },
    });
    deepEqual(pieces, ['Good ', 'morning', '!']);
  });

  it('is told who it is and what to do', async () => {
    const agent = {
      name: 'writer',
      model: 'gpt-4',
      role: 'Editor',
      temperature: 0.25,
      maxTokens: 64,
      backstory: 'You have edited for years.',
      capabilities: ['style', 'grammar'],
      tools: ['search'],
    };
    const inputs = new Map<string, Value>([
      ['draft', 'a text'],
      ['notes', [1, new Map([['b', null]])]],
    ]);
    const context = { name: 'dev', environment: 'test', variables: new Map([['tone', 'dry']]) };
    const request = { agent, inputs, context, crew: 'press' };
    const { asked } = await converse(answers('ok'), request);
    equal(asked?.url, '/v1/chat/completions');
    equal(asked?.headers.authorization, undefined);
    deepEqual(asked?.body, {
      model: 'gpt-4',
      max_tokens: 64,
      temperature: 0.25,
      messages: [
        {
          role: 'system',
          content: [
            'You are writer, in the role of: Editor.',
            'You have edited for years.',
            'Your capabilities: style, grammar.',
            'Tools that you may refer to by name: search.',
            'You work in the crew press.',
            'The context is dev, the environment test.',
            'Its variables:\ntone: "dry"',
          ].join('\n\n'),
        },
        { role: 'user', content: 'write\n\nInputs:\ndraft: "a text"\nnotes: [1,{"b":null}]' },
      ],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('is of the model that the configuration names, with its headers', async () => {
    const config = { model: 'local', headers: { 'X-Team': 'press' } };
    const { asked } = await converse(answers('ok'), {}, config);
    equal(asked?.body.model, 'local');
    equal(asked?.headers['x-team'], 'press');
  });

  const values: readonly (readonly [string, unknown])[] = [
    ['{"score": 0.9}', new Map([['score', 0.9]])],
    ['\n```json\n[1, 2]\n```\n', [1, 2]],
    ['```JSON\r\n"a"```', 'a'],
    ['```json\nnot json\n```', '```json\nnot json\n```'],
    ['```\n[1]\n```', '```\n[1]\n```'],
    ['As JSON: [1]', 'As JSON: [1]'],
    ['42', 42],
    [' text ', ' text '],
  ];
  for (const [text, value] of values) {
    it(`that replies ${JSON.stringify(text)} answers with what that means`, async () => {
      deepEqual(outputOf((await converse(answers(text))).reply).output, value);
    });
  }

  const error =
    (status: number, body: string, headers = {}): Handler =>
    (response) => {
      response.writeHead(status, headers).end(body);
    };
  const failures: readonly (readonly [string, Handler, RegExp])[] = [
    [
      'refuses its key',
      error(401, '{"error": {"message": "wrong key"}}'),
      /\/v1 answered 401 Unauthorized: wrong key$/,
    ],
    [
      'has had enough requests',
      error(429, '{"error": {"message": "slow down"}}', { 'retry-after': '20' }),
      /\/v1 answered 429 Too Many Requests: slow down \(retry after 20s\)$/,
    ],
    [
      'fails with a text',
      error(500, 'out of\nmemory'),
      /500 Internal Server Error: out of memory$/,
    ],
    ['fails with nothing', error(503, ''), /\/v1 answered 503 Service Unavailable$/],
    ['has its reason elsewhere', error(404, '{"detail": "no model"}'), /404 Not Found: no model$/],
    [
      'fails in the midst of the stream',
      (response) => {
        beginStream(response);
        sendPiece(response, 'half');
        sendEvent(response, { error: { message: 'overloaded' } });
        response.end();
      },
      /\/v1: overloaded$/,
    ],
    [
      'sends what is no JSON',
      (response) => {
        beginStream(response);
        sendEvent(response, '{"choices": [');
        response.end();
      },
      /\/v1 sent what is no part of a chat completion: \{"choices": \[$/,
    ],
    [
      'sends JSON of another form',
      (response) => {
        beginStream(response);
        sendEvent(response, { choices: 'none' });
        response.end();
      },
      /\/v1 sent what is no part of a chat completion: \{"choices":"none"\}$/,
    ],
    [
      'does not stream',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"choices": [{"message": {"content": "hello"}}]}');
      },
      /\/v1: Response stream ended without a finish reason\.$/,
    ],
    [
      'ends too early',
      (response) => {
        beginStream(response);
        sendPiece(response, 'half');
        response.end();
      },
      /\/v1: Response stream ended without a finish reason\.$/,
    ],
    [
      'drops the connection in the midst of the stream',
      (response) => {
        beginStream(response);
        sendPiece(response, 'half');
        setTimeout(() => response.destroy(), 20);
      },
      /\/v1: the connection was dropped before the answer was complete$/,
    ],
    [
      'drops the connection at once',
      (response) => response.destroy(),
      /\/v1: the connection was dropped before the answer was complete$/,
    ],
    [
      'says nothing',
      (response) => {
        beginStream(response);
        endStream(response);
      },
      /\/v1 sent an answer without text \(stop\)$/,
    ],
    [
      'refuses',
      (response) => {
        beginStream(response);
        sendPiece(response, 'I must not.');
        endStream(response, 'content_filter');
      },
      /^the model refused to answer: I must not\.$/,
    ],
  ];
  for (const [what, handler, message] of failures) {
    it(`whose server ${what} is a failed attempt, made once`, async () => {
      match(failureOf((await converse(handler)).reply), message);
      equal(server?.requests.length, 1);
    });
  }

  it('whose server is not there is a failed attempt', async () => {
    const gone = await chatServer(answers('ok'));
    await gone.close();
    const { host } = await makeHost({ mode: 'http', baseUrl: gone.baseUrl });
    const message = failureOf(await host.invoke(makeRequest()));
    equal(message, `${gone.baseUrl}: cannot be reached: nothing answers there`);
  });

  it('whose answer was cut off answers with what there is, and that is logged', async () => {
    const { reply, log } = await converse((response) => {
      beginStream(response);
      sendPiece(response, 'half');
      endStream(response, 'length');
    });
    equal(outputOf(reply).output, 'half');
    deepEqual(log, ['the answer was cut off: it has as many tokens as are allowed']);
  });

  it('that takes too long is a failed attempt, and the request ends', async () => {
    const { reply } = await converse((response) => beginStream(response), {}, { timeout: '0.3s' });
    match(failureOf(reply), /\/v1 did not answer within 0.3s$/);
    await disconnected();
  });

  it('that nobody waits for any more is not read to its end', async () => {
    const stop = new AbortController();
    const pieces: string[] = [];
    const onText = (piece: string): void => {
      pieces.push(piece);
      stop.abort();
    };
    const { reply } = await converse(
      (response) => {
        beginStream(response);
        const timer = setInterval(() => sendPiece(response, 'more '), 5);
        response.once('close', () => clearInterval(timer));
      },
      { signal: stop.signal, onText },
    );
    equal(failureOf(reply), 'the request was cancelled');
    equal(pieces.length, 1);
    await disconnected();
  });

  describe('has its API key from', () => {
    const secret = (name: string): SecretReference => new SecretReference('Environment', name);
    const secrets = new Map([
      ['first', secret('FIRST')],
      ['openai_api_key', secret('SECOND')],
      ['other_api_key', secret('THIRD')],
    ]);
    const environment = { FIRST: 'first-key', SECOND: 'second-key', THIRD: 'third-key' };
    const cases: readonly (readonly [string, object, string | undefined])[] = [
      ['the secret that the configuration names', { apiKeySecret: 'first' }, 'first-key'],
      ['the secret with the usual name', {}, 'second-key'],
      ['the variable that the configuration names', { apiKeyEnv: 'THIRD' }, 'third-key'],
      [
        'the variable where the secret is not there',
        { apiKeySecret: 'none', apiKeyEnv: 'THIRD' },
        'third-key',
      ],
    ];
    for (const [what, config, key] of cases) {
      it(what, async () => {
        const { asked } = await converse(answers('ok'), { secrets }, config, environment);
        equal(asked?.headers.authorization, `Bearer ${key}`);
      });
    }

    it('a secret that is called like a key', async () => {
      const own = new Map([['my_api_key', secret('FIRST')]]);
      const { asked } = await converse(answers('ok'), { secrets: own }, {}, environment);
      equal(asked?.headers.authorization, 'Bearer first-key');
    });

    it('nowhere where that secret is missing, which is logged', async () => {
      const { asked, log } = await converse(answers('ok'), { secrets });
      ok(asked !== undefined && asked.headers.authorization === undefined);
      deepEqual(log, ['secret openai_api_key is missing: environment variable SECOND is not set']);
    });

    const missing: readonly (readonly [object, string])[] = [
      [{ apiKeySecret: 'none' }, 'there is no secret none (context: none)'],
      [{ apiKeySecret: 'first' }, 'environment variable FIRST is not set'],
      [{ apiKeyEnv: 'NONE' }, 'environment variable NONE is not set'],
    ];
    for (const [config, reason] of missing) {
      it(`nowhere: ${reason}`, async () => {
        const { reply, asked } = await converse(answers('ok'), { secrets }, config);
        equal(failureOf(reply), `the API key is missing: ${reason}`);
        equal(asked, undefined);
      });
    }
  });
});

async function disconnected(): Promise<void> {
  for (let tries = 0; server?.open() !== 0; tries++) {
    ok(tries < 100, 'the server is still answering');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
