/** Whether to stop at the n-th time a breakpoint was reached with its condition true. */
export type HitCondition = (hits: number) => boolean;

const tests: Readonly<Record<string, (hits: number, n: number) => boolean>> = {
  '': (hits, n) => hits === n,
  '==': (hits, n) => hits === n,
  '=': (hits, n) => hits === n,
  '>=': (hits, n) => hits >= n,
  '>': (hits, n) => hits > n,
  '<=': (hits, n) => hits <= n,
  '<': (hits, n) => hits < n,
  '%': (hits, n) => hits % n === 0,
};

/** What the person who wrote an unusable hit condition reads. */
export const hitConditionHelp =
  'a hit condition is a number, or one after ==, >=, >, <=, < or %: 5 stops the fifth time, ' +
  '>=5 from then on, %5 every fifth time';

/** Reads `5`, `==5`, `>=5`, `>5`, `<=5`, `<5` or `%5`; undefined where it is none of them. */
export function parseHitCondition(text: string): HitCondition | undefined {
  const [, operator = '', digits = ''] = /^\s*(==|=|>=|>|<=|<|%)?\s*(\d+)\s*$/.exec(text) ?? [];
  const test = tests[operator];
  const n = Number(digits);
  if (digits === '' || test === undefined || (operator === '%' && n === 0)) return undefined;
  return (hits) => test(hits, n);
}
