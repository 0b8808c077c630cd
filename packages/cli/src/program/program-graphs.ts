import { type LoadedProgram, loadProgram, ProgramProblem, sourceHost } from '@mso/adapter';
import { decompile } from '@mso/compiler';
import { type WorkflowGraph, workflowGraphs } from '@mso/graph';
import {
  checkProgram,
  loadProgramFiles,
  type ProgramFiles,
  SourceFile,
  type SourceHost,
} from '@mso/language';
import { displayPath } from '../output/diagnostics.js';

export interface GraphedProgram {
  readonly program: LoadedProgram;
  readonly graphs: readonly WorkflowGraph[];
}

/**
 * The graphs of a program's workflows. They are made from source text: of a binary or an assembly,
 * from the one that `mso decompile` gives. Places are those in that text; where it is none that a
 * person wrote, it goes by the name of the binary.
 *
 * @throws ProgramProblem where there is no such program, or no workflow in it
 */
export function programGraphs(path: string): GraphedProgram {
  const program = loadProgram(path);
  const files = filesOf(path, program);
  const graphs = workflowGraphs(checkProgram(files).model, files.sources);
  if (graphs.length > 0) return { program, graphs };
  throw new ProgramProblem(`${path} declares no workflow: there is nothing to draw`);
}

function filesOf(path: string, { form, file, module }: LoadedProgram): ProgramFiles {
  if (form === 'source') {
    return loadProgramFiles(new SourceFile(displayPath(file.path), file.text), sourceHost);
  }
  const { files } = decompile(module);
  const carried = new Set(module.debug?.sources.map(({ text }) => text));
  const texts = files.map(
    (each) => new SourceFile(carried.has(each.text) ? displayPath(each.path) : path, each.text),
  );
  const [main = new SourceFile(path, '')] = texts;
  return loadProgramFiles(main, hostOf(texts));
}

/** The files that a module carries, and no others. */
function hostOf(files: readonly SourceFile[]): SourceHost {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    resolve: sourceHost.resolve,
    identify: (path) => (byPath.has(path) ? path : undefined),
    read: (path) => byPath.get(path) ?? { problem: 'it is not in the module' },
  };
}
