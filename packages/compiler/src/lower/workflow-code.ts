import type { Expression, NameUse, Property, Span, StepModel, WorkflowModel } from '@mso/language';
import type { Emitter, FunctionHead, FunctionTail } from './emitter.js';
import { compileExpression } from './expressions/compile-expression.js';
import { compileEntry, compileValue } from './expressions/compile-value.js';
import { ExpressionCode, type ExpressionScope } from './expressions/expression-code.js';
import type { Ids } from './ids.js';
import { effectiveProperties } from './values.js';

/** What the code of one workflow is written with. */
export interface WorkflowCode {
  readonly emitter: Emitter;
  readonly ids: Ids;
  readonly workflow: WorkflowModel;
  readonly scope: ExpressionScope;
}

/** The function that runs a workflow: its steps, in their order. */
export function workflowFunction({ emitter, ids, workflow }: WorkflowCode, span: Span): number {
  const id = ids.entity(workflow);
  const head: FunctionHead = { kind: 'workflow', name: workflow.name, entity: id, parameters: 0 };
  return emitter.function(head, () => {
    emitter.statement(span);
    emitter.emit({ op: 'Pipeline', operand: id }, span);
    emitter.emit({ op: 'Return' }, span);
    return { locals: [] };
  });
}

/** The function that says whether a condition of a pipeline holds; `text` is what it is called. */
export function conditionFunction(
  { emitter, scope }: WorkflowCode,
  condition: Expression,
  text: string,
): number {
  const head: FunctionHead = { kind: 'expression', name: text, entity: 0, parameters: 0 };
  return emitter.function(head, () => {
    const code = new ExpressionCode(emitter, scope);
    emitter.statement(condition);
    compileExpression(code, condition);
    return finish(code, condition);
  });
}

/**
 * The function of a step: false where its `when` keeps it from running, else what an attempt
 * yields is kept and the answer is true.
 */
export function stepFunction(workflow: WorkflowCode, step: StepModel, header: Span): number {
  const { emitter, ids, scope } = workflow;
  const entity = ids.step(step);
  const name = step.name.text;
  const attempt = attemptFunction(workflow, step, header);
  return emitter.function({ kind: 'step', name, entity, parameters: 0 }, () => {
    const code = new ExpressionCode(emitter, scope);
    const when = propertyNamed(step, 'when');
    if (step.when && when) {
      emitter.statement(when);
      compileExpression(code, step.when);
      const runs = code.jump('JumpIf', when);
      code.pushBool(false, when);
      code.plain('Return', when);
      code.land(runs);
    }
    emitter.statement(header);
    code.call(attempt, 0, header);
    code.plain('Pop', header);
    code.pushBool(true, header);
    return finish(code, header);
  });
}

/** One try of a step, from what it is given to what it yields. */
function attemptFunction(workflow: WorkflowCode, step: StepModel, header: Span): number {
  const { emitter, ids, scope } = workflow;
  const entity = ids.step(step);
  return emitter.function(
    { kind: 'attempt', name: step.name.text, entity, parameters: 0 },
    (): FunctionTail => {
      const code = new ExpressionCode(emitter, scope);
      compileInputs(workflow, code, step, header);
      compileInvocation(workflow, code, step, header);
      const cell = scope.outputs.get(step.name.text);
      if (cell === undefined) throw new Error('a step without a cell for its output');
      code.plain('Dup', header);
      code.storeCell(cell, header);
      return finish(code, header);
    },
  );
}

function finish(code: ExpressionCode, span: Span): FunctionTail {
  code.plain('Return', span);
  return { locals: code.locals };
}

/** The object of what the step is given: what it waits for first, then its `inputs`. */
function compileInputs(
  { emitter, workflow, scope }: WorkflowCode,
  code: ExpressionCode,
  step: StepModel,
  header: Span,
): void {
  const dependsOn = propertyNamed(step, 'depends_on');
  emitter.statement(dependsOn ?? header);
  code.plain('CreateObject', header);
  for (const needed of step.dependsOn) {
    const source = workflow.steps.find(({ name }) => name.text === needed.text);
    const cell = scope.outputs.get(needed.text);
    if (source === undefined || cell === undefined) continue;
    code.loadCell(cell, needed);
    code.field('SetField', source.output?.text ?? needed.text, needed);
  }
  for (const input of effectiveProperties(step.inputs)) {
    emitter.statement(input);
    compileEntry(code, input);
  }
}

/** `inputs -- output`: a step that nobody works on yields what it was given. */
function compileInvocation(
  { emitter, ids, workflow }: WorkflowCode,
  code: ExpressionCode,
  step: StepModel,
  header: Span,
): void {
  const worker = workerOf(ids, workflow, step);
  if (worker === undefined) return;
  const task = propertyNamed(step, 'task');
  emitter.statement(task ?? header);
  if (task) compileValue(code, task.value);
  else code.pushText('', header);
  const by = propertyNamed(step, 'agent') ?? propertyNamed(step, 'crew') ?? header;
  emitter.statement(by);
  code.invoke(worker.op, worker.id, by);
}

interface Worker {
  readonly op: 'InvokeAgent' | 'InvokeCrew';
  readonly id: number;
}

/** Several workers are a crew without a name, which goes by the step's own id. */
function workerOf(ids: Ids, workflow: WorkflowModel, step: StepModel): Worker | undefined {
  if (step.agent) return agentWorker(ids, step.agent);
  const [first, ...others] = step.crew ?? [];
  if (first === undefined) {
    const fallback = workflow.properties.find(({ key }) => key.text === 'agent')?.value;
    const isName = fallback?.kind === 'String' || fallback?.kind === 'Identifier';
    return isName ? agentWorker(ids, fallback) : undefined;
  }
  if (others.length > 0) return { op: 'InvokeCrew', id: ids.step(step) };
  const agent = ids.agentNamed(first.text);
  if (agent !== undefined) return { op: 'InvokeAgent', id: agent };
  const crew = ids.workerNamed(first.text);
  return crew === undefined ? undefined : { op: 'InvokeCrew', id: crew };
}

function agentWorker(ids: Ids, { text }: NameUse): Worker | undefined {
  const id = ids.agentNamed(text);
  return id === undefined ? undefined : { op: 'InvokeAgent', id };
}

function propertyNamed(step: StepModel, name: string): Property | undefined {
  return step.properties.findLast(({ key }) => key.text === name);
}
