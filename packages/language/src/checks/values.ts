import { isTruthy } from '@mso/values';
import { warningAt } from '../diagnostic.js';
import { constantOf } from '../expression/constant.js';
import type { ExpressionEnvironment } from '../expression/types.js';
import type { StepModel } from '../model/model.js';
import type { Expression } from '../syntax/expression.js';
import type { Flow, FlowNode, ReferenceValue, Value } from '../syntax/tree.js';
import { stepNames, visitValues, visitWithin } from './blocks.js';
import { checkExpression } from './check-expression.js';
import type { CheckContext, Part } from './context.js';
import { programEnvironments, variableTypes } from './program-environment.js';

/** Conditions, placeholders and references: names that values are looked up by. */
export function checkValues(context: CheckContext): (part: Part) => void {
  const { model } = context;
  const variables = variableTypes(model);
  const environmentsFor = programEnvironments(model, variables);
  const loads = new Set(model.loads.map(({ name }) => name));
  const rootNames = new Set([...variables.keys(), 'project']);
  const memories = new Set(model.memories.map(({ name }) => name));
  const evaluated = new Set<Value>();
  return ({ declaration, workflow, pipeline }) => {
    const check = (
      steps: readonly StepModel[],
      flow: Flow | undefined,
      names: readonly string[],
    ): void => {
      const environments = environmentsFor(names);
      if (flow !== undefined) checkFlow(context, flow, environments.flow);
      for (const step of steps) checkStep(context, step, environments.step, evaluated);
    };
    if (workflow) check(workflow.steps, workflow.pipeline?.flow, namesOf(workflow.steps));
    if (pipeline) {
      const flow = pipeline.flow?.flow;
      check(pipeline.stages, flow, [...namesOf(pipeline.stages), ...namesInFlow(flow)]);
    }
    visitValues(declaration, (value) => {
      if (value.kind === 'Reference') checkReference(context, value, { loads, memories });
      else if (hasPlaceholder(value) && !evaluated.has(value)) {
        checkStored(context, value, rootNames);
      }
    });
  };
}

function namesInFlow(flow: Flow | undefined): readonly string[] {
  return flow === undefined ? [] : stepNames(flow).map(({ text }) => text);
}

function namesOf(steps: readonly StepModel[]): readonly string[] {
  return steps.map(({ name }) => name.text);
}

/** Where placeholders are filled in; `when` is an expression as a whole. */
const filledKeys: ReadonlySet<string> = new Set(['task', 'inputs']);

function checkStep(
  context: CheckContext,
  step: StepModel,
  environment: ExpressionEnvironment,
  evaluated: Set<Value>,
): void {
  for (const { key, value, expression } of step.properties) {
    if (expression !== undefined) {
      report(context, expression, environment);
      reportAlwaysTrue(context, expression);
    } else if (filledKeys.has(key.text)) {
      visitWithin(value, (inner) => {
        if (!hasPlaceholder(inner)) return;
        evaluated.add(inner);
        for (const placeholder of placeholdersOf(inner)) report(context, placeholder, environment);
      });
    }
  }
}

function report(
  context: CheckContext,
  expression: Expression,
  environment: ExpressionEnvironment,
): void {
  const { diagnostics } = checkExpression(expression, environment, context.suggest);
  for (const diagnostic of diagnostics) context.report(diagnostic);
}

type WithPlaceholder = Extract<Value, { kind: 'String' | 'Variable' }>;

function hasPlaceholder(value: Value): value is WithPlaceholder {
  if (value.kind === 'String') return value.parts !== undefined;
  return value.kind === 'Variable' && value.scope === 'variable';
}

function placeholdersOf(value: WithPlaceholder): readonly Expression[] {
  if (value.kind === 'Variable') return value.expression === undefined ? [] : [value.expression];
  return (value.parts ?? []).flatMap((part) =>
    part.kind === 'PlaceholderPart' ? [part.expression] : [],
  );
}

/** One that is always false makes the step unreachable, which is said there. */
function reportAlwaysTrue(context: CheckContext, expression: Expression): void {
  if (isAlways(expression) !== true) return;
  const hint = "leave 'when' out, or compare with something: steps.a.output.score > 0.5";
  const message = 'this condition is always true';
  context.report(warningAt(expression, 'W0309', message, { hint }));
}

/** Undefined where the condition may be true in one run and false in another. */
export function isAlways(condition: Expression): boolean | undefined {
  const constant = constantOf(condition);
  return constant !== undefined && 'value' in constant ? isTruthy(constant.value) : undefined;
}

function checkFlow(context: CheckContext, flow: Flow, environment: ExpressionEnvironment): void {
  for (const node of flow.nodes) checkFlowNode(context, node, environment);
}

function checkFlowNode(
  context: CheckContext,
  node: FlowNode,
  environment: ExpressionEnvironment,
): void {
  switch (node.kind) {
    case 'StepNode':
      return;
    case 'ParallelNode':
      for (const branch of node.branches) checkFlowNode(context, branch, environment);
      return;
    case 'ConditionalNode': {
      report(context, node.condition, environment);
      const always = isAlways(node.condition);
      if (always !== undefined) {
        const hint = `the ${always ? "steps after 'else'" : 'steps of this branch'} never run`;
        const message = `this condition is always ${always}`;
        context.report(warningAt(node.condition, 'W0309', message, { hint }));
      }
      checkFlow(context, node.thenFlow, environment);
      if (node.elseFlow !== undefined) checkFlow(context, node.elseFlow, environment);
    }
  }
}

/**
 * Elsewhere a value is stored when the program is loaded. `${a.b}` alone is then looked up among
 * the variables; anything else stays the text that it is, which few people expect.
 */
function checkStored(
  context: CheckContext,
  value: WithPlaceholder,
  variables: ReadonlySet<string>,
): void {
  if (value.kind === 'String') {
    const hint = "only a step's task and inputs are filled in; a text as it is is written \\${…}";
    const message = "'${…}' is kept as text here";
    const place = value.parts?.find(({ kind }) => kind === 'PlaceholderPart') ?? value;
    context.report(warningAt(place, 'W0308', message, { hint }));
    return;
  }
  const root = value.name.split('.', 1)[0] ?? '';
  if (variables.has(root) || value.expression?.kind === 'MissingExpression') return;
  const hint = context.suggest(root, 'variables', variables);
  const message = `there is no variable '${root}'`;
  context.report(warningAt(value, 'UndefinedReference', message, { hint }));
}

/** `@file[key]` needs a load, `@memory.key` a memory; what these hold only a run can tell. */
function checkReference(
  { report, suggest }: CheckContext,
  reference: ReferenceValue,
  { loads, memories }: Readonly<Record<'loads' | 'memories', ReadonlySet<string>>>,
): void {
  const { path, index } = reference;
  const [root = ''] = path.split('.', 1);
  if (memories.has(root) || (root === 'memory' && memories.size > 0)) return;
  if (index !== undefined && root !== 'memory') {
    if (loads.has(path)) return;
    const message = `'@${path}[…]' refers to no load or memory of this file`;
    const hint = suggest(path, 'loads', loads);
    report(warningAt(reference, 'UndefinedReference', message, { hint }));
  } else if (root === 'memory') {
    const hint = 'add a memory { … } block';
    const message = `'@${path}' is used, but no memory is declared`;
    report(warningAt(reference, 'UndefinedReference', message, { hint }));
  }
}
