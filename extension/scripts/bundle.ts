import { rmSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import { extensionFile } from './root.js';

/** Everything is in the bundles, so that the package needs no `node_modules`. */
const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  // The Node of the oldest editor that the manifest admits.
  target: 'node20',
  external: ['vscode'],
  minify: true,
  // Stack traces that a user sends in stay readable.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
};

await bundle('extension.cjs', 'src', 'extension.ts');
await bundle('drawing.cjs', 'src', 'bundled', 'drawing.ts');
await bundle('language-client.cjs', 'src', 'language', 'client.ts');
await bundle('language-server.cjs', 'src', 'bundled', 'language-server.ts');
await bundleInParts('adapter', '..', 'adapter', 'src', 'main.ts');

async function bundle(name: string, ...entry: readonly string[]): Promise<void> {
  const outfile = extensionFile('dist', name);
  await build({ ...common, entryPoints: [extensionFile(...entry)], outfile, format: 'cjs' });
}

/**
 * A folder of modules: what is imported only when it is used stays a file of its own, and need
 * not be read before the first stop.
 */
async function bundleInParts(folder: string, ...entry: readonly string[]): Promise<void> {
  const outdir = extensionFile('dist', folder);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: { main: extensionFile(...entry) },
    outdir,
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'part-[hash]',
    // Libraries that are no modules ask for Node's own in their way.
    banner: {
      js:
        "import { createRequire as makeRequire } from 'node:module';" +
        'const require = makeRequire(import.meta.url);',
    },
  });
}
