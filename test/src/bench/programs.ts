import { compile } from '@mso/compiler';
import { check, parse, SourceFile } from '@mso/language';
import { HelixVM } from '@mso/vm';
import { medianMs, timed } from '../support/measure.js';
import type { Row } from './rows.js';

const runs = 9;

/** From a text to its last instruction: what a person waits for who starts a large program. */
export async function measureProgram(program: string, text: string): Promise<Row[]> {
  const file = (): SourceFile => new SourceFile(program, text);
  const { module } = compile(file());
  if (module === undefined) throw new Error('the large program has errors');
  return [
    {
      what: 'check, first time in a process',
      value: await timed(() => check(parse(file()))),
      goal: 300,
    },
    {
      what: 'check, warm',
      value: await medianMs(runs, () => timed(() => check(parse(file())))),
      goal: 300,
    },
    { what: 'compile, warm', value: await medianMs(runs, () => timed(() => compile(file()))) },
    {
      what: `execute ${module.code.length} instructions, warm`,
      value: await medianMs(runs, () => timed(() => new HelixVM(module).continueExecution())),
    },
  ];
}
