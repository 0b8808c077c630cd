import assert from 'node:assert/strict';
import { parse, SourceFile } from '@mso/language';
import { Random } from '../support/random.js';
import { examine } from './examine.js';
import { mutate } from './mutate.js';
import { longPrograms, smallPrograms } from './programs.js';

/**
 * Real programs, damaged at random. A run is fixed by its seed, and a mutant by the seed and its
 * number, so that a failure can be made again: FUZZ_SEED and FUZZ_COUNT choose others.
 */
const seed = Number(process.env.FUZZ_SEED ?? 20_240_229);
const count = Number(process.env.FUZZ_COUNT ?? 100_000);

/** Long programs are a few of all, as reading them takes ten times as long. */
const longEvery = 50;

describe('a damaged program', () => {
  it(`is read to its end without a throw, ${count} times`, function () {
    this.timeout(0);
    for (let number = 0; number < count; number++) examineMutant(number);
  });

  it('was right before it was damaged', () => {
    for (const program of [...smallPrograms, ...longPrograms]) {
      assert.deepEqual(parse(new SourceFile('program.mso', program)).diagnostics, []);
    }
  });

  it('is the same for the same seed and number', () => {
    assert.equal(mutantOf(7), mutantOf(7));
    assert.notEqual(mutantOf(7), mutantOf(8));
  });
});

function examineMutant(number: number): void {
  const mutant = mutantOf(number);
  try {
    examine(mutant);
  } catch (error) {
    const again = `FUZZ_SEED=${seed} FUZZ_COUNT=${number + 1}`;
    const cause = error instanceof Error ? error.message : String(error);
    const message = `mutant ${number} of seed ${seed} (${again}): ${cause}\n${shown(mutant)}`;
    throw new Error(message, { cause: error });
  }
}

function mutantOf(number: number): string {
  const random = new Random(seed, number);
  const isLong = number % longEvery === 0;
  const program = isLong ? longPrograms[random.below(longPrograms.length)] : undefined;
  return mutate(program ?? random.pick(smallPrograms), random);
}

const shownMax = 2_000;

function shown(mutant: string): string {
  return JSON.stringify(mutant.slice(0, shownMax)).replaceAll('\\n', '\\n\n');
}
