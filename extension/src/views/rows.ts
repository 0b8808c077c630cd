import type * as vscode from 'vscode';

/** A variable as the adapter sends it. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly evaluateName?: string;
  readonly memoryReference?: string;
  readonly variablesReference: number;
  /** Whose part of the stack begins here. */
  readonly frame?: string;
}

/** A frame of a session at a stop. */
export interface Place {
  readonly session: vscode.DebugSession;
  readonly frameId: number;
  readonly threadId: number;
}

interface Scope {
  readonly name: string;
  readonly variablesReference: number;
}

/** So many rows are shown of a container; who needs more looks into the Variables view. */
export const rowsMax = 500;

/** So many frames of the call stack are marked in the stack. */
const framesMax = 20;

/** The rows of a scope from `start` on. @throws where the session has gone on meanwhile */
export async function rowsOfScope(
  { session, frameId }: Place,
  name: string,
  start = 0,
): Promise<readonly Row[]> {
  const { scopes } = await session.customRequest('scopes', { frameId });
  const scope = (scopes as readonly Scope[]).find((each) => each.name === name);
  return scope ? childRows(session, scope.variablesReference, start) : [];
}

export async function childRows(
  session: vscode.DebugSession,
  variablesReference: number,
  start = 0,
): Promise<readonly Row[]> {
  const request = { variablesReference, start, count: rowsMax };
  return (await session.customRequest('variables', request)).variables;
}

/** Registers, with each flag as one of its own. */
export async function registerRows(place: Place): Promise<readonly Row[]> {
  const rows = await rowsOfScope(place, 'Registers');
  const parts = rows.map(async (row) =>
    row.variablesReference > 0 ? childRows(place.session, row.variablesReference) : [row],
  );
  return (await Promise.all(parts)).flat();
}

/** The operand stack, top first, with the frames that its parts belong to. */
export async function stackRows(place: Place): Promise<readonly Row[]> {
  const rows = await rowsOfScope(place, 'Stack');
  if (rows.length === 0) return [];
  const beginnings = await frameBeginnings(place);
  return rows.toReversed().map((row) => {
    const frame = beginnings.get(Number(row.name));
    return frame === undefined ? row : { ...row, frame };
  });
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
