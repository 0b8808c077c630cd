import { filesMax } from '../modules/limits.js';
import type { Mistake } from './mistake.js';

const writers = 'agent "writer" { role = "Writer" }\ncrew "desk" { agents = [writer] }';

const numbered = Array.from({ length: filesMax }, (_, index) => `${index + 1}.mso`);

/** About files that load others; `main.mso` is the one that is shown. */
export const fileMistakes: readonly Mistake[] = [
  {
    code: 'E0401',
    says: 'a file to be loaded is not there',
    files: { 'writers.mso': writers },
    wrong: 'load "writer.mso"',
    right: 'load "writers.mso"',
  },
  {
    code: 'E0402',
    says: 'a file to be loaded cannot be read, or has errors',
    files: { 'writers.mso': writers, 'editors.mso': 'crew "desk" { agents = }' },
    wrong: 'load "editors.mso"',
    right: 'load "writers.mso"',
  },
  {
    code: 'E0403',
    says: 'files load each other in a circle',
    files: { 'writers.mso': writers },
    wrong: 'load "main.mso"',
    right: 'load "writers.mso"',
  },
  {
    code: 'E0404',
    says: 'a program has too many files, too deep a chain of loads, or too much text',
    files: Object.fromEntries(numbered.map((path) => [path, ''])),
    wrong: numbered.map((path) => `load "${path}"`).join('\n'),
    abbreviated: `load "1.mso"\nload "2.mso"\n# … and so on, to\nload "${filesMax}.mso"`,
    right: 'load "1.mso"\nload "2.mso"',
  },
];
