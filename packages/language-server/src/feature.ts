import type {
  CancellationToken,
  ClientCapabilities,
  ProtocolRequestType,
  ResponseError,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { Analysis } from './workspace/analysis.js';
import type { Workspace } from './workspace/workspace.js';

/** What a person can set; the defaults are those of `defaultSettings`. */
export interface Settings {
  readonly inlayHints: boolean;
  /** So many values at most are shown at the ends of lines while a debugger is stopped. */
  readonly inlineValuesMax: number;
}

export const defaultSettings: Settings = { inlayHints: false, inlineValuesMax: 100 };

/** What a feature may use. */
export interface Context {
  readonly workspace: Workspace;
  readonly settings: Settings;
  /** What the client can show. */
  readonly client: ClientCapabilities;
  readonly token: CancellationToken;
}

/** One request that is served: what is announced for it, and what answers it. */
export interface Feature {
  readonly method: string;
  /** What a person gets from it; the README lists these. */
  readonly summary: string;
  /** What `initialize` says of it. */
  readonly capability: ServerCapabilities;
  readonly answer: (params: unknown, context: Context) => unknown;
}

type Answer<R> = R | ResponseError | Promise<R | ResponseError>;

/** A feature whose parameters and result are those of the protocol's request. */
export function feature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  capability: ServerCapabilities,
  summary: string,
  answer: (params: P, context: Context) => Answer<R>,
): Feature {
  return {
    method: type.method,
    summary,
    capability,
    answer: (params, context) => answer(params as P, context),
  };
}

interface InDocument {
  readonly textDocument: { readonly uri: string };
}

/** A feature about one document; one that is not open has an empty answer. */
export function documentFeature<P extends InDocument, R, PR, E, RO>(
  type: ProtocolRequestType<P, R | null, PR, E, RO>,
  capability: ServerCapabilities,
  summary: string,
  answer: (analysis: Analysis, params: P, context: Context) => Answer<R | null>,
): Feature {
  return feature(type, capability, summary, (params, context) => {
    const analysis = context.workspace.document(params.textDocument.uri);
    return analysis === undefined ? null : answer(analysis, params, context);
  });
}
