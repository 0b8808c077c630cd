import type { Body, DapClient } from './dap-client.js';

export interface LaunchOptions {
  readonly breakpoints?: readonly object[];
  readonly filters?: readonly string[];
  readonly initialize?: object;
}

/** Initializes, launches a program, configures, and returns once the launch is answered. */
export async function launch(
  client: DapClient,
  configuration: { readonly program: string; readonly [name: string]: unknown },
  options: LaunchOptions = {},
): Promise<Body> {
  await client.ok('initialize', { adapterID: 'mso', ...options.initialize });
  const seq = client.send('launch', configuration);
  await client.event('initialized');
  const { breakpoints, filters } = options;
  const source = { path: configuration.program };
  const set = breakpoints && (await client.ok('setBreakpoints', { source, breakpoints }));
  if (filters) await client.ok('setExceptionBreakpoints', { filters });
  await client.ok('configurationDone');
  const response = await responseTo(client, seq);
  if (!response.success) throw new Error(`launch failed: ${JSON.stringify(response.body)}`);
  return set;
}

/** Initializes, attaches, configures, and returns once the attach is answered. */
export async function attach(
  client: DapClient,
  configuration: object,
  path: string,
  { breakpoints = [], initialize }: LaunchOptions = {},
): Promise<Body> {
  await client.ok('initialize', { adapterID: 'mso', ...initialize });
  const seq = client.send('attach', configuration);
  await client.event('initialized');
  const set = await client.ok('setBreakpoints', { source: { path }, breakpoints });
  await client.ok('configurationDone');
  const response = await responseTo(client, seq);
  if (!response.success) throw new Error(`attach failed: ${JSON.stringify(response.body)}`);
  return set;
}

/** The answer to a request that was sent. */
export async function responseTo(client: DapClient, seq: number): Promise<Body> {
  for (;;) {
    const found = client.timeline.find((message) => message.request_seq === seq);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Resumes with a request and waits for the stop that follows. */
export async function resume(client: DapClient, command: string): Promise<Body> {
  await client.ok(command, { threadId: 1 });
  return client.event('stopped');
}

export async function topFrame(client: DapClient): Promise<Body> {
  const { stackFrames } = await client.ok('stackTrace', { threadId: 1 });
  return stackFrames[0];
}

/** The rows of a scope of the innermost frame, as `name: value`. */
export async function scope(client: DapClient, name: string): Promise<Record<string, string>> {
  const rows = await scopeRows(client, name);
  return Object.fromEntries(rows.map((row: Body) => [row.name, row.value]));
}

export async function scopeRows(client: DapClient, name: string): Promise<Body[]> {
  const { id } = await topFrame(client);
  const { scopes } = await client.ok('scopes', { frameId: id });
  const found = scopes.find((candidate: Body) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no scope ${name}`);
  const { variables } = await client.ok('variables', {
    variablesReference: found.variablesReference,
  });
  return variables;
}
