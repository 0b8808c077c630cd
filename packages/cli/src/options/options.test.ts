import assert from 'node:assert/strict';
import { UsageProblem } from '../output/problems.js';
import { type Options, parseOptions } from './options.js';
import type { CommandSpec } from './spec.js';

const spec: CommandSpec = {
  name: 'try',
  summary: 'try something',
  operand: { name: 'FILE' },
  details: [],
  options: [
    { name: 'limit', value: 'N', range: { from: 1, to: 100 }, help: '' },
    { name: 'word', short: 'w', value: 'W', repeatable: true, help: '' },
    { name: 'loud', help: '' },
  ],
  load: () => Promise.reject(new Error('nothing is executed here')),
};
const many: CommandSpec = { ...spec, operand: { name: 'FILE', many: true } };
const { operand: _, ...none } = spec;

function parse(line: string, command: CommandSpec = spec): Options {
  return parseOptions(
    command,
    line.split(' ').filter((word) => word !== ''),
  );
}

describe('the arguments of a command', () => {
  it('are operands and options in any order', () => {
    const options = parse('--limit 7 a.mso --loud -w one --word=two');
    assert.deepEqual(options.operands, ['a.mso']);
    assert.equal(options.number('limit'), 7);
    assert.deepEqual(options.texts('word'), ['one', 'two']);
    assert.equal(options.has('loud'), true);
  });

  it('leave out what nobody gave', () => {
    const options = parse('a.mso');
    assert.equal(options.number('limit'), undefined);
    assert.deepEqual(options.texts('word'), []);
    assert.equal(options.has('loud'), false);
  });

  it('use the last value of an option that was given twice', () => {
    assert.equal(parse('a.mso --limit 1 --limit=100').number('limit'), 100);
  });

  it('are all operands behind two dashes', () => {
    assert.deepEqual(parse('-- --loud').operands, ['--loud']);
  });

  it('may be several files where a command takes many', () => {
    assert.deepEqual(parse('a b c', many).operands, ['a', 'b', 'c']);
  });

  it('need no file when help is wanted', () => {
    assert.equal(parse('--help').has('help'), true);
    assert.equal(parse('-h').has('help'), true);
  });

  const wrong: readonly (readonly [line: string, message: RegExp, command?: CommandSpec])[] = [
    ['', /^FILE is missing$/],
    ['a b', /^takes one FILE; "b" is one too many$/],
    ['a', /^what is "a"\?$/, none],
    ['a --limt 3', /^there is no option --limt; did you mean --limit\?$/],
    ['a --nothing-like-it', /^there is no option --nothing-like-it$/],
    ['a -x', /^there is no option -x$/],
    ['a --limit', /^--limit takes N$/],
    ['a --limit --loud', /^--limit takes N$/],
    ['a --limit 0', /^--limit takes a whole number from 1 to 100, not "0"$/],
    ['a --limit 101', /not "101"$/],
    ['a --limit=-1', /not "-1"$/],
    ['a --limit 1e1', /not "1e1"$/],
    ['a --limit=', /not ""$/],
    ['a --loud=yes', /^--loud takes no value$/],
  ];
  for (const [line, message, command] of wrong) {
    it(`are refused: ${JSON.stringify(line)}`, () => {
      assert.throws(
        () => parse(line, command),
        (problem) =>
          problem instanceof UsageProblem &&
          problem.command === 'try' &&
          message.test(problem.message),
      );
    });
  }
});
