import assert from 'node:assert/strict';
import type { Diagnostic } from '../diagnostic.js';
import { parse } from '../parser/parse.js';
import { SourceFile } from '../text/source-file.js';
import { check } from './check.js';

function only(text: string): Diagnostic {
  const { diagnostics } = check(parse(new SourceFile('', text)));
  assert.equal(diagnostics.length, 1);
  const [diagnostic] = diagnostics;
  assert.ok(diagnostic);
  return diagnostic;
}

describe('a diagnostic', () => {
  it('names the candidate that is near, and all of them', () => {
    const text = 'agent writer {} agent editor {} crew c { agents [writr] }';
    const { message, hint } = only(text);
    assert.equal(message, "undefined agent 'writr' in crew 'c'");
    assert.equal(hint, "did you mean 'writer'? (available agents: writer, editor)");
  });

  it('names the candidate in a program with very many declarations that are right', () => {
    const workflows = Array.from(
      { length: 60 },
      (_, index) =>
        `workflow w${index} { trigger = "schedule:0 9 * * *" step s { agent = writer } }`,
    );
    const { hint } = only(`${workflows.join('\n')} agent writer {} crew c { agents [writr] }`);
    assert.equal(hint, "did you mean 'writer'? (available agents: writer)");
  });

  it('names no step for one to wait for that is itself', () => {
    const steps = 'step draft { agent = a } step drafts { agent = a depends_on = [draf] }';
    const { hint } = only(`agent a {} workflow w { ${steps} }`);
    assert.equal(hint, "did you mean 'draft'? (available steps: draft)");
  });

  it('says where a step is', () => {
    const { message, hint } = only('workflow w { step s { agent = x } }');
    assert.equal(message, "undefined agent 'x' in workflow 'w', step 's'");
    assert.equal(hint, 'no agents are declared');
  });

  it('points at the first declaration', () => {
    const text = 'agent a {} agent a {}';
    const { related } = only(text);
    assert.deepEqual(related, [{ span: { start: 6, end: 7 }, message: 'first declared here' }]);
  });

  it('names key, owner and types', () => {
    const { message, hint } = only('agent a { temperature = "hot" }');
    assert.equal(message, "'temperature' of agent 'a' takes a number, not a string");
    assert.equal(hint, 'for example: temperature = 0.7');
  });

  it('shows the whole way around a cycle', () => {
    const text =
      'workflow w { agent = a step x { depends_on = y } step y { depends_on = x } } agent a {}';
    const { message, related } = only(text);
    assert.equal(message, "circular dependency in workflow 'w': x -> y -> x");
    assert.equal(related?.length, 1);
  });

  it('is found among very many steps', () => {
    const steps = Array.from({ length: 20_000 }, (_, i) => `step s${i} { depends_on = [x${i}] }`);
    const file = new SourceFile('', `agent a {} workflow w { ${steps.join(' ')} }`);
    assert.equal(check(parse(file)).diagnostics.at(-1)?.code, 'E0215');
  });

  it('is not given for a chain of ten thousand steps', () => {
    const steps = Array.from({ length: 10_000 }, (_, i) => `step s${i} { depends_on = s${i + 1} }`);
    const text = `agent a {} workflow w { agent = a ${steps.join(' ')} step s10000 {} }`;
    assert.deepEqual(check(parse(new SourceFile('', text))).diagnostics, []);
  });
});
