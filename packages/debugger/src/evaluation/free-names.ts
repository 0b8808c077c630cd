import type { Expression, Span } from '@mso/language';

export interface FreeName extends Span {
  readonly name: string;
}

/** The names that an expression looks up, each where it stands. */
export function freeNames(expression: Expression): FreeName[] {
  switch (expression.kind) {
    case 'NameUse':
      return [{ name: expression.name, start: expression.start, end: expression.end }];
    case 'List':
      return expression.items.flatMap(freeNames);
    case 'Record':
      return expression.entries.flatMap(({ value }) => freeNames(value));
    case 'Unary':
      return freeNames(expression.operand);
    case 'Binary':
      return [...freeNames(expression.left), ...freeNames(expression.right)];
    case 'Choice':
      return [expression.condition, expression.whenTrue, expression.whenFalse].flatMap(freeNames);
    case 'Member':
      return freeNames(expression.object);
    case 'Index':
      return [...freeNames(expression.object), ...freeNames(expression.index)];
    case 'Call':
      return expression.args.flatMap(freeNames);
    case 'Literal':
    case 'DurationLiteral':
    case 'Environment':
    case 'MemoryUse':
    case 'MissingExpression':
      return [];
  }
}
