import fc from 'fast-check';

const leaf = fc.constantFrom(
  ...['0', '1', '2', '3.5', '100000', '9007199254740991', 'true', 'false', 'null'],
  ...['""', '"a"', '"abc"', '5m', '1h', 'count', 'title', 'nowhere', '$TEXT', '$GONE', '@a.b'],
  ...['[1, 2]', '{ a: 1 }', '[]'],
);

/** Texts of expressions, most of which can be computed, at least in parts, without running them. */
export const randomExpression: fc.Arbitrary<string> = fc.letrec<{ all: string }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        tie('all'),
        fc.constantFrom(
          ...['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||', 'in'],
        ),
        tie('all'),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc.tuple(fc.constantFrom('-', '!'), tie('all')).map(([sign, each]) => `${sign}(${each})`),
    fc
      .tuple(tie('all'), tie('all'), tie('all'))
      .map(([condition, one, other]) => `(${condition} ? ${one} : ${other})`),
    fc
      .tuple(fc.constantFrom('len', 'upper', 'abs', 'json', 'type', 'round'), tie('all'))
      .map(([name, each]) => `${name}(${each})`),
    fc
      .tuple(fc.constantFrom('default', 'max', 'contains'), tie('all'), tie('all'))
      .map(([name, one, other]) => `${name}(${one}, ${other})`),
  ),
})).all;
