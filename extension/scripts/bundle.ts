import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';
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
 *
 * Only modules can be cut into parts, and only scripts can be compiled from kept code: the parts
 * are made as modules, then written as scripts, and `src/bundled/start.ts` executes them.
 */
async function bundleInParts(
  outdir: string,
  entryPoints: Readonly<Record<string, string>>,
): Promise<void> {
  mkdirSync(outdir, { recursive: true });
  for (const name of readdirSync(outdir)) {
    if (name.endsWith('.mjs') || name.endsWith('part.cjs')) rmSync(join(outdir, name));
  }
  const { outputFiles } = await build({
    ...common,
    entryPoints: { ...entryPoints },
    outdir,
    format: 'esm',
    splitting: true,
    write: false,
    outExtension: { '.js': '.cjs' },
    entryNames: '[name].part',
    chunkNames: '[hash].part',
  });
  const hash = createHash('sha256');
  for (const { path, text } of outputFiles) {
    const script = await transform(text, {
      ...{ format: 'cjs', platform: 'node', target: 'node20', minify: true },
      // Modules would be compiled without the code that was kept.
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': 'partUrl' },
    });
    hash.update(script.code);
    writeFileSync(path, script.code);
  }
  const id = hash.digest('hex').slice(0, 16);
  for (const name of Object.keys(entryPoints)) {
    await build({
      ...common,
      entryPoints: [extensionFile('src', 'bundled', 'start.ts')],
      outfile: join(outdir, `${name}.cjs`),
      format: 'cjs',
      define: { entryPart: JSON.stringify(`${name}.part.cjs`), build: JSON.stringify(id) },
    });
  }
}
