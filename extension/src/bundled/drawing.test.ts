import { deepEqual, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawProgram, workflowNames } from './drawing.js';

const main = `load "flows"
agent "a" { model = "m" }
workflow "here" { step "one" { agent = "a" } }
`;

describe('the drawing of a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mso-drawing-'));
  const path = join(folder, 'main.mso');
  writeFileSync(join(folder, 'flows.mso'), 'workflow "there" { step "two" { agent = "a" } }');
  after(() => rmSync(folder, { recursive: true }));

  it('says in which file each workflow is', () => {
    const drawing = drawProgram(path, main);
    ok('svg' in drawing);
    deepEqual([...drawing.files].toSorted(), [
      ['here', path],
      ['there', join(folder, 'flows.mso')],
    ]);
    deepEqual(workflowNames(path, main).toSorted(), ['here', 'there']);
  });

  it('says why there is none', () => {
    deepEqual(drawProgram(path, 'agent "a" {}'), {
      problem: 'This program has no workflow with steps.',
    });
  });
});
