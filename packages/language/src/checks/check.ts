import type { Diagnostic } from '../diagnostic.js';
import { listDiagnostics } from '../diagnostics.js';
import { buildModel } from '../model/build.js';
import type { Model } from '../model/model.js';
import type { ParseResult } from '../parser/parse.js';
import { makeSuggest, type Rule } from './context.js';
import { checkCycles } from './cycles.js';
import { checkDuplicates } from './duplicates.js';
import { checkProperties } from './properties.js';
import { checkReferences } from './references.js';
import { checkRequired } from './required.js';
import { checkSecrets } from './secrets.js';
import { checkTriggers } from './triggers.js';

export interface CheckResult {
  readonly model: Model;
  /** Those of the parser and of every rule, by offset, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

const rules: readonly Rule[] = [
  checkDuplicates,
  checkReferences,
  checkProperties,
  checkRequired,
  checkTriggers,
  checkSecrets,
  checkCycles,
];

/** Everything that can be said about a program without running it. */
export function check(parsed: ParseResult): CheckResult {
  const { program } = parsed;
  const model = buildModel(program);
  const all = [...parsed.diagnostics];
  const report = (diagnostic: Diagnostic): void => {
    all.push(diagnostic);
  };
  const context = { program, model, report, suggest: makeSuggest() };
  for (const rule of rules) rule(context);
  const { diagnostics } = listDiagnostics(all, parsed.omitted);
  return { model, diagnostics };
}
