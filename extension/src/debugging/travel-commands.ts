import * as vscode from 'vscode';

/** Commands for what the protocol has no request for, and their requests. */
const requests = {
  'mso.stepBackInto': 'mso/stepBackInto',
  'mso.stepBackOut': 'mso/stepBackOut',
} as const;

/** Going back in time by command; each works on the thread that one looks at. */
export function registerTravelCommands(): vscode.Disposable {
  const commands = Object.entries(requests).map(([command, request]) =>
    vscode.commands.registerCommand(command, () => send(request, { threadId: threadId() })),
  );
  return vscode.Disposable.from(
    ...commands,
    vscode.commands.registerCommand('mso.goToPosition', (position: unknown) =>
      typeof position === 'number' ? send('mso/goToPosition', { position }) : askForPosition(),
    ),
    vscode.commands.registerCommand('mso.goToLastWrite', goToLastWrite),
  );
}

function threadId(): number {
  return vscode.debug.activeStackItem?.threadId ?? 1;
}

async function send(request: string, args: object): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== 'mso') return;
  try {
    await session.customRequest(request, args);
  } catch (problem) {
    await vscode.window.showErrorMessage(problem instanceof Error ? problem.message : `${problem}`);
  }
}

async function askForPosition(): Promise<void> {
  const text = await vscode.window.showInputBox({
    prompt: 'The number of the instruction to go to',
    validateInput: (value) => (/^\d+$/.test(value) ? undefined : 'A whole number'),
  });
  if (text !== undefined) await send('mso/goToPosition', { position: Number(text) });
}

/** A row of the Variables view, or an expression that one types. */
async function goToLastWrite(row?: {
  readonly variable?: { readonly evaluateName?: string };
}): Promise<void> {
  const item = vscode.debug.activeStackItem;
  const frame = item instanceof vscode.DebugStackFrame ? { frameId: item.frameId } : {};
  const expression =
    row?.variable?.evaluateName ??
    (await vscode.window.showInputBox({
      prompt: 'Go back to where the value of this expression was written',
      value: selectedText(),
    }));
  if (expression) await send('mso/goToLastWrite', { expression, ...frame });
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? '';
}
