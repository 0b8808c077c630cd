import { deepEqual, equal } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import { HelixVM, type VMOptions } from '@mso/vm';
import fc from 'fast-check';
import { randomModule } from '../optimize/random-code.js';
import { stateHash } from '../support/machine-state.js';
import { randomFunctions } from './random-functions.js';

/** The same program executed by the loop, and by generated code from the beginning on. */
function both(module: Module, options: VMOptions = {}): readonly [HelixVM, HelixVM] {
  const make = (hotAfter: number): HelixVM =>
    new HelixVM(module, { workflows: '*', ...options, hotAfter });
  return [make(Number.POSITIVE_INFINITY), make(0)];
}

/** Runs both in the same slices, and compares everything that they show after each. */
function expectSame(
  pair: readonly [HelixVM, HelixVM],
  slices: readonly number[],
  before: (vm: HelixVM, turn: number) => void = () => {},
): void {
  const [looped, generated] = pair;
  for (let turn = 0; turn < 40; turn++) {
    for (const vm of pair) before(vm, turn);
    const maxInstructions = slices[turn % slices.length] ?? 1;
    const outcome = looped.run({ maxInstructions, resume: turn % 2 === 0 });
    equal(generated.run({ maxInstructions, resume: turn % 2 === 0 }), outcome);
    const place = `turn ${turn} at ${looped.registers.programCounter}`;
    deepEqual(generated.registers, looped.registers, place);
    equal(stateHash(generated), stateHash(looped), place);
    if (!looped.isUnderWay) return;
  }
}

const slices = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 100, max: 900 })),
  {
    minLength: 1,
    maxLength: 6,
  },
);

const limits = fc.record({
  maxStackSize: fc.constantFrom(1024, 6),
  maxCallDepth: fc.constantFrom(256, 4),
  maxMemory: fc.constantFrom(65_536, 12),
  enableGc: fc.boolean(),
  gcThreshold: fc.constant(5),
});

describe('generated code', () => {
  it('does what the loop does, however the run is cut', () => {
    const property = fc.property(randomFunctions, slices, limits, (module, cut, config) => {
      expectSame(both(module, { config }), cut);
    });
    fc.assert(property, { numRuns: 1000 });
  }).timeout(60_000);

  it('does what the loop does with whatever the verifier lets pass', () => {
    const property = fc.property(randomModule, slices, (module, cut) => {
      expectSame(both(module), cut);
    });
    fc.assert(property, { numRuns: 1000 });
  }).timeout(60_000);

  it('stops at the same breakpoints, which come and go', () => {
    const property = fc.property(
      randomFunctions,
      slices,
      fc.array(fc.nat(200), { maxLength: 6 }),
      (module, cut, choices) => {
        const pair = both(module);
        const hits = ({ breakpoints }: HelixVM) =>
          [...breakpoints].map(([, each]) => each.hitCount);
        expectSame(pair, cut, (vm, turn) => {
          vm.debugMode = true;
          const address = (choices[turn % choices.length] ?? 0) % module.code.length;
          if (vm.breakpoints.has(address)) vm.removeBreakpoint(address);
          else vm.setBreakpoint(address);
        });
        deepEqual(hits(pair[1]), hits(pair[0]));
      },
    );
    fc.assert(property, { numRuns: 1000 });
  }).timeout(60_000);

  it('is gone back through by the journal', () => {
    const property = fc.property(
      randomFunctions,
      fc.array(fc.nat(3_000), { minLength: 1, maxLength: 6 }),
      (module, positions) => {
        const [looped, generated] = both(module, { journal: { interval: 100 } });
        for (const vm of [looped, generated]) vm.run({ maxInstructions: 3_000 });
        for (const position of positions) {
          for (const vm of [looped, generated]) vm.journal?.seek(position);
          equal(stateHash(generated), stateHash(looped), `at ${position}`);
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
  }).timeout(60_000);
});
