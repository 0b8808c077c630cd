import type * as vscode from 'vscode';

/** A variable as the adapter sends it. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly evaluateName?: string;
  readonly memoryReference?: string;
  readonly variablesReference: number;
}

interface Scope {
  readonly name: string;
  readonly variablesReference: number;
}

/** So many rows are shown of a container; who needs more looks into the Variables view. */
const rowsMax = 500;

/** The rows of a scope of a frame; none where the session has gone on meanwhile. */
export async function rowsOfScope(
  session: vscode.DebugSession,
  frameId: number,
  name: string,
): Promise<readonly Row[]> {
  try {
    const { scopes } = await session.customRequest('scopes', { frameId });
    const scope = (scopes as readonly Scope[]).find((each) => each.name === name);
    return scope ? await childRows(session, scope.variablesReference) : [];
  } catch {
    return [];
  }
}

export async function childRows(
  session: vscode.DebugSession,
  variablesReference: number,
): Promise<readonly Row[]> {
  try {
    const request = { variablesReference, start: 0, count: rowsMax };
    return (await session.customRequest('variables', request)).variables;
  } catch {
    return [];
  }
}
