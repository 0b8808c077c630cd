import type { Location } from 'vscode-languageserver';
import type { Editor } from './editor.js';

/** Each place as its file and line with the text that it covers. */
export function shownPlaces(editor: Editor, locations: readonly Location[]): string[] {
  return locations.map(({ uri, range }) => {
    const name = editor.name(uri);
    const line = editor.text(name).split('\n')[range.start.line] ?? '';
    const text = line.slice(range.start.character, range.end.character);
    return `${name}:${range.start.line + 1} ${text}`;
  });
}
