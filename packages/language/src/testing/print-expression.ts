import type { Expression } from '../syntax/expression.js';

/** An expression with all its parentheses, so that a test shows what binds to what. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'Literal':
      return JSON.stringify(expression.value);
    case 'DurationLiteral':
      return `${expression.value} ${expression.unit}`;
    case 'NameUse':
      return expression.name;
    case 'Environment':
      return `$${expression.name}`;
    case 'MemoryUse':
      return `@${expression.path}`;
    case 'List':
      return `[${expression.items.map(printExpression).join(', ')}]`;
    case 'Record':
      return `{${expression.entries
        .map(({ key, value }) => `${key}: ${printExpression(value)}`)
        .join(', ')}}`;
    case 'Unary':
      return `(${expression.operator}${printExpression(expression.operand)})`;
    case 'Binary': {
      const { left, operator, right } = expression;
      return `(${printExpression(left)} ${operator} ${printExpression(right)})`;
    }
    case 'Choice': {
      const { condition, whenTrue, whenFalse } = expression;
      const branches = `${printExpression(whenTrue)} : ${printExpression(whenFalse)}`;
      return `(${printExpression(condition)} ? ${branches})`;
    }
    case 'Member': {
      const mark = expression.optional ? '?.' : '.';
      return `${printExpression(expression.object)}${mark}${expression.name}`;
    }
    case 'Index':
      return `${printExpression(expression.object)}[${printExpression(expression.index)}]`;
    case 'Call':
      return `${expression.callee}(${expression.args.map(printExpression).join(', ')})`;
    case 'MissingExpression':
      return '<missing>';
  }
}
