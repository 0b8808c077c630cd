import { deepEqual, equal } from 'node:assert/strict';
import { Duration, Entity, Reference, SecretReference, type Value } from '@mso/vm';
import fc from 'fast-check';
import { decodeValue, encodeValue } from './value-codec.js';

function encoded(value: Value): string {
  const result = encodeValue(value);
  return result.kind === 'text' ? result.text : `refused: ${result.reason}`;
}

describe('a value in a store', () => {
  const texts: readonly (readonly [Value, string])[] = [
    [null, 'null'],
    [[1, 'a', true], '[1,"a",true]'],
    [new Map([['b', 1]]), '{"b":1}'],
    [new Duration(90, 'Minutes'), '{"$duration":[90,"Minutes"]}'],
    [
      new Map([
        ['2', 1],
        ['1', 2],
      ]),
      '{"$object":[["2",1],["1",2]]}',
    ],
    [new Map([['$duration', 1]]), '{"$object":[["$duration",1]]}'],
    [new Map([['__proto__', 1]]), '{"$object":[["__proto__",1]]}'],
    [Number.POSITIVE_INFINITY, 'refused: holds a number that is not finite'],
    [[new SecretReference('File', 'key')], 'refused: holds a secret'],
    [new Entity(1, 'agent', 'writer'), 'refused: holds the agent writer'],
    [new Reference(5), 'refused: holds an address'],
  ];
  for (const [value, text] of texts) {
    it(`is ${text}`, () => {
      equal(encoded(value), text);
    });
  }

  it('nests at most a thousand levels', () => {
    const nested = (levels: number): Value => {
      let value: Value = 1;
      for (let level = 0; level < levels; level++) value = [value];
      return value;
    };
    equal(encodeValue(nested(1_000)).kind, 'text');
    equal(encoded(nested(1_001)), 'refused: nests more than 1000 levels');
  });

  it('comes back as it was, in the same order', () => {
    const { value } = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.string({ unit: 'binary' }),
        fc
          .tuple(fc.nat(), fc.constantFrom('Seconds', 'Minutes', 'Hours', 'Days'))
          .map(([amount, unit]) => new Duration(amount, unit)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .array(
            fc.tuple(
              fc.oneof(fc.string(), fc.constantFrom('$object', '1', '__proto__')),
              tie('value'),
            ),
            { maxLength: 4 },
          )
          .map((pairs) => new Map(pairs)),
      ),
    }));
    fc.assert(
      fc.property(value, (original) => {
        const back = decodeValue(encoded(original));
        deepEqual(back, original);
        deepEqual(keysOf(back ?? null), keysOf(original));
      }),
      { numRuns: 100 },
    );
  });

  for (const text of ['', '{', '{"$duration":5}', '{"$duration":[1,"Weeks"]}', '{"$object":[1]}']) {
    it(`is none where the text is ${text || 'empty'}`, () => {
      equal(decodeValue(text), undefined);
    });
  }
});

function keysOf(value: Value): unknown {
  if (Array.isArray(value)) return value.map(keysOf);
  return value instanceof Map ? [...value].map(([key, item]) => [key, keysOf(item)]) : null;
}
