import assert from 'node:assert/strict';
import { consoleCommands, findCommand } from './commands.js';
import { ConsoleProblem } from './console-problem.js';

describe('the commands of the debugger', () => {
  it('have names, letters and other words that are all different', () => {
    const words = consoleCommands.flatMap(({ name, letter, aliases = [] }) => [
      name,
      letter,
      ...aliases,
    ]);
    assert.equal(new Set(words).size, words.length);
    assert.ok(consoleCommands.every(({ letter }) => letter.length === 1));
  });

  const found: readonly (readonly [word: string, name: string])[] = [
    ['next', 'next'],
    ['n', 'next'],
    ['s', 'step'],
    ['r', 'run'],
    ['bt', 'where'],
    ['?', 'help'],
    ['reg', 'registers'],
    ['sta', 'stack'],
    ['cont', 'continue'],
  ];
  for (const [word, name] of found) {
    it(`are found by ${word}: ${name}`, () => {
      assert.equal(findCommand(word).name, name);
    });
  }

  const refused: readonly (readonly [word: string, message: string])[] = [
    ['re', 're may be reverse or registers or reply or restart'],
    ['st', 'st may be step or stack'],
    ['nxet', 'there is no command "nxet"; did you mean next?'],
    ['compile', 'there is no command "compile"; help lists them'],
    ['y'.repeat(500), `there is no command "${'y'.repeat(40)}"; help lists them`],
  ];
  for (const [word, message] of refused) {
    it(`are not found by ${word.slice(0, 10)}`, () => {
      assert.throws(
        () => findCommand(word),
        (problem) => problem instanceof ConsoleProblem && problem.message === message,
      );
    });
  }
});
