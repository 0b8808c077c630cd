import { suggestion } from '../options/suggest.js';
import { UsageProblem } from '../output/problems.js';

/** @throws UsageProblem for a name that no workflow has; `command` is what it was typed for */
export function checkWorkflowNames(
  wanted: readonly string[],
  known: readonly string[],
  command: string,
): void {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = suggestion(unknown, known);
  const hint = near === '' ? `; there are ${known.join(', ') || 'none'}` : near;
  throw new UsageProblem(`there is no workflow ${JSON.stringify(unknown)}${hint}`, command);
}
