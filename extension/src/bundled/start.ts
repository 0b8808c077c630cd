import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { KeptCode } from './kept-code.js';

/** The part that is the program, set by the bundler. */
declare const entryPart: string;
/** A text that no other bundle has, set by the bundler. */
declare const build: string;

/** So long after its start a program has done what each start does. */
const settledMs = 1_500;

interface Part {
  readonly script: Script;
  readonly isKept: boolean;
  readonly module: { exports: unknown };
}

/*
 * Starts a program that the bundler cut into parts, with the code that an earlier start compiled:
 * reading the sources anew would take longer than everything else does until the first stop.
 * Node keeps code itself, but not before version 22, and not when an editor ends the process.
 */

const kept = new KeptCode(build);
const parts = new Map<string, Part>();
const nodeRequire = createRequire(__filename);

function load(name: string): unknown {
  const known = parts.get(name);
  if (known !== undefined) return known.module.exports;
  const filename = join(__dirname, name);
  const source = readFileSync(filename, 'latin1');
  const cachedData = kept.read(name);
  const parameters = 'exports, require, module, partUrl';
  const script = new Script(`(function (${parameters}) {${source}\n})`, {
    filename,
    ...(cachedData && { cachedData }),
  });
  const isKept = cachedData !== undefined && script.cachedDataRejected === false;
  const module = { exports: {} };
  parts.set(name, { script, isKept, module });
  const partUrl = pathToFileURL(filename).href;
  script.runInThisContext()(module.exports, requirePart, module, partUrl);
  return module.exports;
}

function requirePart(id: string): unknown {
  return id.startsWith('./') ? load(id.slice(2)) : nodeRequire(id);
}

/** With all functions that were called until now. */
function keep(): void {
  clearTimeout(settled);
  process.off('exit', keep);
  const isNew = [...parts].filter(([, { isKept }]) => !isKept);
  kept.write(new Map(isNew.map(([name, { script }]) => [name, script.createCachedData()])));
}

const settled = setTimeout(keep, settledMs);
settled.unref();
process.on('exit', keep);
load(entryPart);
