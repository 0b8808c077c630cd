import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

const types = createRequire(import.meta.url).resolve('@types/vscode/index.d.ts');

/**
 * Bundles `vscode` as one module with a binding for each of its names. Left to itself, each import
 * of a module that is no ECMAScript module is an object of its own with all of its names: of the
 * editor's interface, those of some twenty files take longer to make than all the rest of an
 * activation.
 */
export const editorInterface: Plugin = {
  name: 'editor-interface',
  setup(build) {
    const namespace = 'editor-interface';
    build.onResolve({ filter: /^vscode$/ }, (imported) =>
      imported.namespace === namespace
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace },
    );
    build.onLoad({ filter: /.*/, namespace }, () => ({
      contents: [
        "const api = require('vscode');",
        ...valueNames().map((name) => `export const ${name} = api.${name};`),
      ].join('\n'),
      resolveDir: dirname(types),
    }));
  },
};

/** What the editor's interface exports that is there at run time. */
function valueNames(): readonly string[] {
  const text = readFileSync(types, 'utf8');
  const found = text.matchAll(/^\texport (?:class|namespace|enum|const|function) (\w+)/gm);
  return [...new Set([...found].map(([, name]) => name ?? ''))];
}
