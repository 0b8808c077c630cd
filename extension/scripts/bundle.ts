import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { editorInterface } from './editor-interface.js';
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
  logOverride: { 'import-is-undefined': 'error' },
};

await bundle('extension.cjs', 'src', 'extension.ts');
await bundle('drawing.cjs', 'src', 'bundled', 'drawing.ts');
await bundle('language-client.cjs', 'src', 'language', 'client.ts');
const mso = extensionFile('..', 'packages', 'cli', 'src', 'main.ts');
await bundleInParts(extensionFile('dist'), {
  adapter: extensionFile('..', 'adapter', 'src', 'main.ts'),
  'language-server': extensionFile('src', 'bundled', 'language-server.ts'),
  mso,
});
// What `npx mso` runs: a few files are read in a third of the time that hundreds take.
await bundleInParts(extensionFile('..', 'packages', 'cli', 'bundle'), { mso });

async function bundle(name: string, ...entry: readonly string[]): Promise<void> {
  const outfile = extensionFile('dist', name);
  const entryPoints = [extensionFile(...entry)];
  await build({ ...common, entryPoints, outfile, format: 'cjs', plugins: [editorInterface] });
}

/**
 * What runs in processes of its own, with what they have in common in files of its own. So is
 * what is imported only when it is used: it need not be read before the first stop.
 */
async function bundleInParts(
  outdir: string,
  entryPoints: Readonly<Record<string, string>>,
): Promise<void> {
  mkdirSync(outdir, { recursive: true });
  for (const name of readdirSync(outdir)) {
    if (name.endsWith('.mjs')) rmSync(join(outdir, name));
  }
  await build({
    ...common,
    entryPoints: { ...entryPoints },
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
