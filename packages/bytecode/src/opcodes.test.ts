import { deepEqual, match } from 'node:assert/strict';
import { instructionTable, opOfTag } from './opcodes.js';

describe('the instruction table', () => {
  it('has the tags 0 to 10 that the file format gives the declarations', () => {
    deepEqual(
      Object.entries(instructionTable)
        .slice(0, 11)
        .map(([name, { tag }]) => `${tag} ${name}`),
      [
        '0 DeclareAgent',
        '1 DeclareWorkflow',
        '2 DeclareContext',
        '3 DeclareCrew',
        '4 SetProperty',
        '5 SetCapability',
        '6 SetSecret',
        '7 DefineStep',
        '8 DefinePipeline',
        '9 ResolveReference',
        '10 SetMetadata',
      ],
    );
  });

  it('gives every instruction a tag of its own, without gaps', () => {
    deepEqual(
      opOfTag.map((op) => instructionTable[op].tag),
      [...Array(50).keys()],
    );
  });

  it('describes every instruction in one sentence with its effect on the stack', () => {
    for (const { summary, stack } of Object.values(instructionTable)) {
      match(summary, /^[A-Z][^.]*\.$/);
      match(stack, / ?--/);
    }
  });
});
