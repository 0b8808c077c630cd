import type { Diagnostic } from '../diagnostic.js';
import { listDiagnostics } from '../diagnostics.js';
import { buildModel } from '../model/build.js';
import type { Model } from '../model/model.js';
import type { ParseResult } from '../parser/parse.js';
import type { Span } from '../text/span.js';
import type { CheckContext, Rule } from './context.js';
import { checkCycles } from './cycles.js';
import { declaredNames } from './declared-names.js';
import { checkDuplicates } from './duplicates.js';
import { visitParts } from './parts.js';
import { checkProperties } from './properties.js';
import { checkReferences } from './references.js';
import { checkRepeatedSteps } from './repeated-steps.js';
import { checkRequired } from './required.js';
import { checkSecrets } from './secrets.js';
import { makeSuggest } from './suggest.js';
import { checkTriggers } from './triggers.js';
import { checkUnreachable } from './unreachable.js';
import { checkUnusedAgents } from './unused-agents.js';
import { checkValues } from './values.js';

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
  checkValues,
  checkRepeatedSteps,
  checkUnreachable,
];

/** Everything that can be said about a program without running it. */
export function check(parsed: ParseResult): CheckResult {
  const { program } = parsed;
  const model = buildModel(program);
  const all = [...parsed.diagnostics];
  const isBroken = brokenLines(parsed);
  const report = (diagnostic: Diagnostic): void => {
    if (!isBroken(diagnostic.span)) all.push(diagnostic);
  };
  const hasErrors = (): boolean => all.some(({ severity }) => severity === 'error');
  const declared = declaredNames(model);
  const suggest = makeSuggest();
  const context: CheckContext = { program, model, declared, report, hasErrors, suggest };
  const partRules = rules.map((rule) => rule(context));
  visitParts(model, (part) => {
    for (const rule of partRules) rule(part);
  });
  checkUnusedAgents(context);
  const { diagnostics } = listDiagnostics(all, parsed.omitted);
  return { model, diagnostics };
}

/**
 * Whether the parser found an error on the line where something begins. What the rules see there
 * is mostly the same mistake.
 */
function brokenLines({ diagnostics, file }: ParseResult): (span: Span) => boolean {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return () => false;
  const lineOf = ({ start }: Span): number => file.positionAt(start).line;
  const lines = new Set(errors.map(({ span }) => lineOf(span)));
  return (span) => lines.has(lineOf(span));
}
