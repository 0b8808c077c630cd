import type * as vscode from 'vscode';

/** A variable as the adapter sends it. */
export interface Row extends Container {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly evaluateName?: string;
  readonly memoryReference?: string;
  /** Whose part of the stack begins here. */
  readonly frame?: string;
}

/** A frame of a session at a stop. */
export interface Place {
  readonly session: vscode.DebugSession;
  readonly frameId: number;
  readonly threadId: number;
}

/** Rows that are read at once. */
export interface Page {
  readonly rows: readonly Row[];
  /** Where the next page begins; absent behind the last one. */
  readonly next?: number;
}

/** What rows can be read of. */
export interface Container {
  readonly variablesReference: number;
  readonly namedVariables?: number;
  readonly indexedVariables?: number;
}

interface Scope extends Container {
  readonly name: string;
}

/** So many rows are read at once; the next ones when a person wants to see them. */
export const pageRows = 100;

/** So many frames of the call stack are marked in the stack. */
const framesMax = 20;

/** A scope of the frame; undefined where it has none. @throws where the session has gone on */
export async function scopeNamed(
  { session, frameId }: Place,
  name: string,
): Promise<Container | undefined> {
  const { scopes } = await session.customRequest('scopes', { frameId });
  return (scopes as readonly Scope[]).find((each) => each.name === name);
}

/** The rows of a scope from `start` on. @throws where the session has gone on meanwhile */
export async function scopePage(place: Place, name: string, start = 0): Promise<Page> {
  const scope = await scopeNamed(place, name);
  return scope ? pageOf(place.session, scope, start) : { rows: [] };
}

/** The rows of a container from `start` on. @throws where the session has gone on meanwhile */
export async function pageOf(
  session: vscode.DebugSession,
  container: Container,
  start = 0,
): Promise<Page> {
  const rows = await readRows(session, container, start, pageRows);
  const next = start + pageRows;
  return { rows, ...(next < sizeOf(container) && { next }) };
}

export function sizeOf({ namedVariables = 0, indexedVariables = 0 }: Container): number {
  return namedVariables + indexedVariables;
}

/** @throws where the session has gone on meanwhile */
export async function readRows(
  session: vscode.DebugSession,
  { variablesReference }: Container,
  start: number,
  count: number,
): Promise<readonly Row[]> {
  const request = { variablesReference, start, count };
  return (await session.customRequest('variables', request)).variables;
}

/** Registers, with each flag as one of its own. */
export async function registerRows(place: Place): Promise<Page> {
  const { rows } = await scopePage(place, 'Registers');
  const parts = rows.map(async (row) =>
    row.variablesReference > 0 ? (await pageOf(place.session, row)).rows : [row],
  );
  return { rows: (await Promise.all(parts)).flat() };
}

/** The operand stack, from the top down, with the frames that its parts belong to. */
export async function stackRows(place: Place, start = 0): Promise<Page> {
  const scope = await scopeNamed(place, 'Stack');
  const end = scope ? sizeOf(scope) - start : 0;
  if (scope === undefined || end <= 0) return { rows: [] };
  const first = Math.max(0, end - pageRows);
  const rows = await readRows(place.session, scope, first, end - first);
  const beginnings = await frameBeginnings(place);
  const marked = rows.toReversed().map((row) => {
    const frame = beginnings.get(Number(row.name));
    return frame === undefined ? row : { ...row, frame };
  });
  return { rows: marked, ...(first > 0 && { next: start + pageRows }) };
}

/** By the index at which a frame's part of the stack begins; those outside of it have none. */
async function frameBeginnings({ session, threadId }: Place): Promise<Map<number, string>> {
  const stack = await session.customRequest('stackTrace', { threadId, levels: framesMax });
  const stackFrames: readonly { id: number; name: string }[] = stack.stackFrames;
  const beginnings = new Map<number, string>();
  for (const { id, name } of stackFrames) {
    const request = { expression: 'fp', frameId: id, context: 'watch' };
    const index = Number((await session.customRequest('evaluate', request)).result);
    if (!beginnings.has(index)) beginnings.set(index, name);
  }
  return beginnings;
}
