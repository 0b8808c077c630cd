import type { Diagnostic } from '../diagnostic.js';
import { buildModel } from '../model/build.js';
import type { Model } from '../model/model.js';
import type { ParseResult } from '../parser/parse.js';

export interface CheckResult {
  readonly model: Model;
  /** Those of the parser and of every rule, by offset, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

export function check(parsed: ParseResult): CheckResult {
  return { model: buildModel(parsed.program), diagnostics: parsed.diagnostics };
}
