import assert from 'node:assert/strict';
import { check } from '../checks/check.js';
import { parse } from '../parser/parse.js';
import { SourceFile } from '../text/source-file.js';
import type { BlockKind } from './schema.js';
import { propertySchema, schema } from './tables.js';

/** A program in which the one property stands in a block of its kind. */
function programWith(kind: BlockKind, property: string): string {
  switch (kind) {
    case 'trigger':
      return `workflow w { trigger { ${property} } }`;
    case 'step':
      return `workflow w { step s { ${property} } }`;
    case 'stage':
      return `pipeline p { stage s { ${property} } }`;
    case 'retry':
      return `workflow w { retry { ${property} } }`;
    case 'embeddings':
      return `memory { embeddings { ${property} } }`;
    case 'vector_index':
      return `database d { vector_index { ${property} } }`;
    default:
      return `${kind} n { ${property} }`;
  }
}

/** Codes that say that the example itself is wrong, not that it lacks its surroundings. */
const aboutTheValue = /^(E|TypeMismatch|Invalid|W)/;

describe('the schema', () => {
  for (const [kind, { properties, documentation }] of Object.entries(schema)) {
    it(`describes ${kind} in one sentence`, () => assert.match(documentation, /^[A-Z].*\.$/));

    for (const { name, example, documentation: sentence, default: standard } of properties) {
      it(`has a right example of ${name} in ${kind}`, () => {
        assert.match(sentence, /^[A-Z].*\.$/);
        assert.ok(example.startsWith(name));
        const written = standard === undefined ? [example] : [example, `${name} = ${standard}`];
        for (const property of written) {
          const text = programWith(kind as BlockKind, property);
          const { diagnostics } = check(parse(new SourceFile('', text)));
          const wrong = diagnostics.filter(({ code }) => aboutTheValue.test(code));
          assert.deepEqual(wrong, []);
        }
      });
    }
  }

  it('finds a property by either of its spellings', () => {
    assert.equal(propertySchema('crew', 'process_type')?.name, 'process');
    assert.equal(propertySchema('crew', 'process')?.name, 'process');
    assert.equal(propertySchema('crew', 'mine'), undefined);
  });
});
