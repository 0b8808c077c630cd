import { build } from 'esbuild';
import { extensionFile } from './root.js';

await bundle(extensionFile('src', 'extension.ts'), 'extension.cjs');
await bundle(extensionFile('src', 'bundled', 'drawing.ts'), 'drawing.cjs');
await bundle(extensionFile('src', 'language', 'client.ts'), 'language-client.cjs');
await bundle(extensionFile('src', 'bundled', 'language-server.ts'), 'language-server.cjs');
await bundle(extensionFile('..', 'adapter', 'src', 'main.ts'), 'adapter.cjs');

/** One file with everything in it, so that the package needs no `node_modules`. */
async function bundle(entry: string, name: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile: extensionFile('dist', name),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The Node of the oldest editor that the manifest admits.
    target: 'node20',
    external: ['vscode'],
    minify: true,
    // Stack traces that a user sends in stay readable.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}
