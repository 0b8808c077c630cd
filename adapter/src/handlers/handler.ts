import type { AdapterSession } from '../adapter-session.js';
import type { Arguments } from '../protocol/arguments.js';
import type { Client } from '../protocol/client.js';
import type { RequestContext } from '../protocol/connection.js';

/** What must hold before a request is served; each includes those above it. */
export type Requirement = 'connected' | 'initialized' | 'loaded' | 'stopped';

export interface Handler {
  readonly needs: Requirement;
  /** What `initialize` announces because this handler exists. */
  readonly capabilities?: Readonly<Record<string, unknown>>;
  /** It says what a program is to be stopped at: one that is attached to later is told it too. */
  readonly configures?: true;
  serve(request: Request): Promise<object | undefined> | object | undefined;
}

export interface Request extends RequestContext {
  readonly session: AdapterSession;
  readonly args: Arguments;
  /** The client's conversions. Of no use before `initialize` has been served. */
  readonly client: Client;
}

export type Handlers = Readonly<Record<string, Handler>>;
