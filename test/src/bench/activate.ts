import Module, { createRequire } from 'node:module';
import { extensionEntry, extensionFolder } from '../support/paths.js';

/*
 * Loads the packaged extension and activates it, with a stand-in for the editor that takes any
 * call, and prints how many milliseconds that took.
 */

/** Whatever is read from it, called or made of it is itself; nothing is open in it. */
const editor: object = new Proxy(anything, {
  get: (_, name) => (name === 'textDocuments' ? [] : editor),
  set: () => true,
  apply: () => editor,
  construct: () => editor,
});

/** What is called or made has to be a function. */
function anything(): void {}

const load: (...request: unknown[]) => unknown = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (request: string, ...rest: unknown[]) =>
  request === 'vscode' ? editor : load(request, ...rest),
);

const start = performance.now();
const extension = createRequire(import.meta.url)(extensionEntry);
extension.activate({ extensionPath: extensionFolder, subscriptions: [], workspaceState: editor });
process.stdout.write(String(performance.now() - start));
process.exit();
