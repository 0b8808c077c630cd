import * as vscode from 'vscode';
import { type DocumentKind, programPath } from './document-names.js';

/** The file that a document is about: itself, or the program of which it shows something. */
export function programOf(uri: vscode.Uri | undefined): vscode.Uri | undefined {
  if (uri === undefined || uri.scheme === 'file') return uri;
  const path = programPath(uri);
  return path === undefined ? undefined : vscode.Uri.file(path);
}

/** The program that a menu hands over, or that of the active editor. */
export function wantedProgram(resource?: vscode.Uri): vscode.Uri | undefined {
  return programOf(resource ?? vscode.window.activeTextEditor?.document.uri);
}

/** The document that shows something of a program. */
export function documentOf(kind: DocumentKind, program: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: kind.scheme, path: program.path + kind.suffix });
}
