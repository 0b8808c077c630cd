import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { toValue } from './json-node.js';
import { readJson } from './read-json.js';

/** The value, or the place and message of the mistake. */
function read(text: string): unknown {
  const json = readJson(text);
  return json.kind === 'read' ? toValue(json.root) : `${json.offset}: ${json.message}`;
}

describe('readJson', () => {
  const mistakes: readonly (readonly [string, string])[] = [
    ['', '0: the file is empty'],
    [' \n', '2: the file is empty'],
    ['{"a" 1}', "5: expected ':', found '1'"],
    ['{"a": 1 "b": 2}', "8: expected ',' or '}', found '\"'"],
    ['{"a": 1,}', "8: no comma may stand before '}'"],
    ['[1, 2,]', "6: no comma may stand before ']'"],
    ['[1', "2: expected ',' or ']', found the end of the file"],
    ['{a: 1}', "1: expected a key in double quotes, found 'a'"],
    ['{"a": 1, "a": 2}', '9: the key "a" is there twice'],
    ['[1] []', "4: expected the end of the file, found '['"],
    ['["a]', '1: the string is not closed'],
    ['"a\nb"', '0: the string is not closed'],
    ['"a\tb"', '2: a control character must be escaped in a string'],
    ['"\\x41"', '1: there is no such escape in JSON'],
    ['01', "0: '01' is no JSON value"],
    ['[+1]', "1: '+1' is no JSON value"],
    ['1e999', '0: the number is too large'],
    ['nul', "0: 'nul' is no JSON value"],
    ["'a'", "0: expected a value, found '''"],
    ['[😀]', "1: expected a value, found '😀'"],
    ['['.repeat(5_000), '1001: values nest at most 1000 levels'],
  ];
  for (const [text, problem] of mistakes) {
    it(`says of ${JSON.stringify(text.slice(0, 20))} what is wrong`, () => {
      equal(read(text), problem);
    });
  }

  it('keeps the order of keys, also of those that look like numbers', () => {
    deepEqual(
      [...(read('{"b": 1, "2": 2, "1": 3}') as Map<string, unknown>).keys()],
      ['b', '2', '1'],
    );
  });

  it('takes a byte order mark for none of the text', () => {
    equal(read('\uFEFF 1'), 1);
  });

  it('reads a string of ten million characters', () => {
    const long = 'x\\n'.repeat(3_000_000);
    equal(String(read(`"${long}"`)).length, 6_000_000);
  });

  it('reads what the language of JSON has, and nothing else', () => {
    const characters = fc.constantFrom(...'[]{}:,"\\ud0019aeE+-. tfn\n\u0001');
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: characters })), (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          equal(readJson(text).kind, 'problem', text);
          return;
        }
        const json = readJson(text);
        if (json.kind === 'problem') {
          deepEqual(/twice|large/.test(json.message), true, json.message);
        } else {
          deepEqual(toPlain(toValue(json.root)), expected);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
}
