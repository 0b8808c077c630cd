import type { Diagnostic } from '../diagnostic.js';
import { checkProgram } from '../modules/check-program.js';
import { loadProgramFiles } from '../modules/load-program-files.js';
import { memoryHost } from '../testing/memory-host.js';
import { SourceFile } from '../text/source-file.js';
import type { Mistake } from './mistake.js';

const folder = '/news/';
const main = `${folder}main.mso`;

/** What is said about one of a mistake's programs, in the file that the reader sees. */
export function diagnosticsOf({ files = {} }: Mistake, text: string): readonly Diagnostic[] {
  const others = Object.entries(files).map(([path, content]) => [folder + path, content] as const);
  const host = memoryHost({ ...Object.fromEntries(others), [main]: text });
  const { diagnostics } = checkProgram(loadProgramFiles(new SourceFile(main, text), host));
  return diagnostics.filter(({ file }) => file === undefined || file.path === main);
}
