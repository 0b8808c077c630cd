import fc from 'fast-check';

/** A workflow as data, from which its text is made and by which the reference model runs it. */
export interface WorkflowSpec {
  readonly steps: readonly StepSpec[];
  readonly pipeline: readonly FlowSpec[] | undefined;
  readonly retry: RetrySpec | undefined;
  readonly timeoutMs: number | undefined;
}

export interface StepSpec {
  readonly name: string;
  readonly isParallel: boolean;
  readonly dependsOn: readonly string[];
  readonly when: ConditionSpec | undefined;
  readonly retry: RetrySpec | undefined;
  readonly timeoutMs: number | undefined;
  /** What its agent answers, attempt by attempt; the last one repeats. */
  readonly replies: readonly ReplySpec[];
}

export interface RetrySpec {
  readonly attemptsMax: number;
  readonly delayMs: number;
  readonly backoff: 'fixed' | 'linear' | 'exponential';
}

export interface ReplySpec {
  readonly fails: boolean;
  readonly afterMs: number;
}

export type ConditionSpec =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'failed' | 'completed' | 'tried twice'; readonly step: string };

export type FlowSpec =
  | { readonly kind: 'step'; readonly name: string }
  | { readonly kind: 'parallel'; readonly branches: readonly FlowSpec[] }
  | {
      readonly kind: 'if';
      readonly condition: ConditionSpec;
      readonly whenTrue: readonly FlowSpec[];
      readonly whenFalse: readonly FlowSpec[];
    };

const seconds = fc.integer({ min: 1, max: 100_000 }).map((count) => count * 1_000);

const retry = fc.record<RetrySpec>({
  attemptsMax: fc.integer({ min: 1, max: 4 }),
  delayMs: fc.oneof(fc.constant(0), seconds),
  backoff: fc.constantFrom('fixed', 'linear', 'exponential'),
});

const replies = fc.array(
  fc.record<ReplySpec>({
    fails: fc.boolean(),
    afterMs: fc.integer({ min: 1, max: 150_000_000 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function condition(names: readonly string[]): fc.Arbitrary<ConditionSpec> {
  const kind = fc.constantFrom('failed' as const, 'completed' as const, 'tried twice' as const);
  return fc.oneof(
    fc.record({ kind: fc.constant('constant' as const), holds: fc.boolean() }),
    fc.record({ kind, step: fc.constantFrom(...names) }),
  );
}

/**
 * A flow over steps that follow each other only in the order of the names: it has no cycle. Its
 * conditions may ask for any step.
 */
function flow(
  order: readonly string[],
  all: readonly string[],
  depth: number,
): fc.Arbitrary<readonly FlowSpec[]> {
  if (order.length === 0) return fc.constant([]);
  return fc.integer({ min: 1, max: order.length }).chain((length) => {
    const [head, tail] = [order.slice(0, length), order.slice(length)];
    return fc
      .tuple(part(head, all, depth), flow(tail, all, depth))
      .map(([nodes, others]) => [...nodes, ...others]);
  });
}

function part(
  order: readonly string[],
  all: readonly string[],
  depth: number,
): fc.Arbitrary<readonly FlowSpec[]> {
  const steps = order.map((name): FlowSpec => ({ kind: 'step', name }));
  if (depth === 0 || order.length === 0) return fc.constant(steps);
  const middle = Math.ceil(order.length / 2);
  const left = flow(order.slice(0, middle), all, depth - 1);
  const right = flow(order.slice(middle), all, depth - 1);
  return fc.oneof(
    fc.constant(steps),
    fc
      .tuple(left, right)
      .map(([a, b]): readonly FlowSpec[] => [{ kind: 'parallel', branches: [...a, ...b] }]),
    // The steps of one branch may stand in the other one, too.
    fc
      .tuple(condition(all), left, right, fc.boolean())
      .map(([holds, a, b, isRepeated]): readonly FlowSpec[] => [
        { kind: 'if', condition: holds, whenTrue: isRepeated ? [...a, ...b] : a, whenFalse: b },
      ]),
  );
}

function step(
  name: string,
  earlier: readonly string[],
  all: readonly string[],
): fc.Arbitrary<StepSpec> {
  return fc.record({
    name: fc.constant(name),
    isParallel: fc.boolean(),
    dependsOn: fc.subarray([...earlier]),
    when: fc.option(condition(all), { nil: undefined, freq: 3 }),
    retry: fc.option(retry, { nil: undefined }),
    timeoutMs: fc.option(seconds, { nil: undefined }),
    replies,
  });
}

/** Any workflow of up to nine steps. */
export const workflowSpec: fc.Arbitrary<WorkflowSpec> = fc
  .integer({ min: 1, max: 9 })
  .chain((count) => {
    const names = Array.from({ length: count }, (_, index) => `s${index}`);
    return fc.shuffledSubarray(names, { minLength: count }).chain((order) =>
      fc
        .tuple(
          fc.tuple(...order.map((name, index) => step(name, order.slice(0, index), names))),
          fc.option(
            fc
              .subarray(order)
              .chain((named) => (named.length === 0 ? fc.constant([]) : flow(named, names, 2))),
            { nil: undefined },
          ),
          fc.option(retry, { nil: undefined }),
          fc.option(seconds, { nil: undefined, freq: 3 }),
        )
        .map(([steps, pipeline, policy, timeoutMs]) => ({
          steps: steps.toSorted((left, right) => left.name.localeCompare(right.name)),
          ...{ pipeline, retry: policy, timeoutMs },
        })),
    );
  });

export function textOf({ steps, pipeline, retry: policy, timeoutMs }: WorkflowSpec): string {
  return [
    'agent x {}',
    'workflow w { agent = x',
    ...limits(timeoutMs, policy),
    ...steps.map(stepText),
    ...(pipeline ? [`  pipeline { ${flowText(pipeline)} }`] : []),
    '}',
  ].join('\n');
}

function stepText(spec: StepSpec): string {
  const { name, isParallel, dependsOn, when } = spec;
  const parts = [
    `depends_on = [${dependsOn.join(', ')}]`,
    ...(isParallel ? ['parallel = true'] : []),
    ...(when ? [`when = ${conditionText(when)}`] : []),
    ...limits(spec.timeoutMs, spec.retry),
  ];
  return `step ${name} { ${parts.join('\n')} }`;
}

function limits(timeoutMs: number | undefined, policy: RetrySpec | undefined): string[] {
  const parts: string[] = [];
  if (timeoutMs !== undefined) parts.push(`timeout = ${timeoutMs / 1_000}s`);
  if (policy) {
    const { attemptsMax, delayMs, backoff } = policy;
    parts.push(
      `retry { max_attempts = ${attemptsMax} delay = ${delayMs / 1_000}s backoff = ${backoff} }`,
    );
  }
  return parts;
}

function flowText(nodes: readonly FlowSpec[]): string {
  return nodes.map(nodeText).join(' -> ');
}

function nodeText(node: FlowSpec): string {
  switch (node.kind) {
    case 'step':
      return node.name;
    case 'parallel':
      return `[${node.branches.map(nodeText).join(' | ')}]`;
    case 'if': {
      const condition = conditionText(node.condition);
      return `if ${condition} { ${flowText(node.whenTrue)} } else { ${flowText(node.whenFalse)} }`;
    }
  }
}

function conditionText(condition: ConditionSpec): string {
  switch (condition.kind) {
    case 'constant':
      return String(condition.holds);
    case 'failed':
      return `steps.${condition.step}.failed`;
    case 'completed':
      return `steps.${condition.step}.status == "completed"`;
    case 'tried twice':
      return `steps.${condition.step}.attempts >= 2`;
  }
}
