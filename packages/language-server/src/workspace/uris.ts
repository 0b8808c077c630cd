import { URI } from 'vscode-uri';

/** The path of a file in the file system; a document that is none has its URI for a path. */
export function pathOf(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : uri;
}

export function uriOf(path: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(path) ? path : URI.file(path).toString();
}
