import * as vscode from 'vscode';

interface WirePosition {
  readonly line: number;
  readonly character: number;
}

interface WireLocation {
  readonly uri: string;
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
}

/** Shows the uses of a name: what the lens above its declaration does. */
export async function showReferences(
  uri: string,
  position: WirePosition,
  locations: readonly WireLocation[],
): Promise<void> {
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    positionOf(position),
    locations.map(({ uri: file, range }) => {
      const span = new vscode.Range(positionOf(range.start), positionOf(range.end));
      return new vscode.Location(vscode.Uri.parse(file), span);
    }),
  );
}

function positionOf({ line, character }: WirePosition): vscode.Position {
  return new vscode.Position(line, character);
}
