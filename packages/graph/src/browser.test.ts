import { deepEqual, ok } from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

describe('the package', () => {
  it('can be bundled for a browser: it needs no part of Node', async () => {
    const entry = fileURLToPath(new URL('./index.js', import.meta.url));
    const { outputFiles, metafile } = await build({
      ...{ entryPoints: [entry], bundle: true, write: false, metafile: true },
      ...{ platform: 'browser', format: 'esm', minify: true },
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    deepEqual(imports, []);
    ok((outputFiles[0]?.contents.length ?? 0) < 400_000);
  });
});
