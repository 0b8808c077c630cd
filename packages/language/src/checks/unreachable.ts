import { warningAt } from '../diagnostic.js';
import type { NameUse, StepModel } from '../model/model.js';
import type { Span } from '../text/span.js';
import type { CheckContext, Part } from './context.js';
import { isAlways } from './values.js';

/** Steps whose `when` is always false, and those that wait for them. */
export function checkUnreachable(context: CheckContext): (part: Part) => void {
  return ({ workflow, pipeline }) => checkSteps(context, workflow?.steps ?? pipeline?.stages ?? []);
}

interface NeverRun {
  readonly name: string;
  /** The condition that is the reason. */
  readonly reason: Span;
}

function checkSteps({ report }: CheckContext, steps: readonly StepModel[]): void {
  const never = new Set<string>();
  const queue: NeverRun[] = [];
  const add = (name: string, reason: Span): void => {
    if (never.has(name)) return;
    never.add(name);
    queue.push({ name, reason });
  };
  for (const { name, when } of steps) {
    if (when === undefined || isAlways(when) !== false) continue;
    const message = `step '${name.text}' never runs: its condition is always false`;
    report(
      warningAt(when, 'W0311', message, { hint: 'correct the condition, or remove the step' }),
    );
    add(name.text, when);
  }
  if (queue.length === 0) return;
  const waiting = waitingSteps(steps);
  for (let next = 0; next < queue.length; next++) {
    const { name, reason } = queue[next] ?? { name: '', reason: { start: 0, end: 0 } };
    for (const { step, use } of waiting.get(name) ?? []) {
      if (never.has(step)) continue;
      const message = `step '${step}' never runs: it waits for '${name}'`;
      const related = [{ span: reason, message: 'because this is always false' }];
      report(warningAt(use, 'W0311', message, { hint: 'wait for another step', related }));
      add(step, reason);
    }
  }
}

interface Waiting {
  readonly step: string;
  readonly use: NameUse;
}

/** Who waits for whom, by the name of the step that is waited for. */
function waitingSteps(steps: readonly StepModel[]): ReadonlyMap<string, readonly Waiting[]> {
  const waiting = new Map<string, Waiting[]>();
  for (const { name, dependsOn } of steps) {
    for (const use of dependsOn) {
      const list = waiting.get(use.text);
      if (list === undefined) waiting.set(use.text, [{ step: name.text, use }]);
      else list.push({ step: name.text, use });
    }
  }
  return waiting;
}
