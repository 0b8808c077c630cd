import { resolve } from 'node:path';
import { sourceHost, traceLine } from '@mso/adapter';
import {
  drawSvg,
  layoutOf,
  type StepState,
  tooLargeToDraw,
  type WorkflowGraph,
  workflowGraphs,
} from '@mso/graph';
import { checkProgram, loadProgramFiles, SourceFile } from '@mso/language';

export { traceLine };

/** What a step is doing, by the name of its workflow and its own. */
export type StateOf = (workflow: string, step: string) => StepState | undefined;

export type Drawing =
  | {
      readonly svg: string;
      /** The path of the file that each workflow is in, with its steps. */
      readonly files: ReadonlyMap<string, string>;
    }
  | { readonly problem: string };

/** The names of the workflows of a program, in their order. */
export function workflowNames(path: string, text: string): string[] {
  return graphsOf(path, text).map(({ name }) => name);
}

/** Draws the workflows of a program, as far as its text can be understood. */
export function drawProgram(path: string, text: string, stateOf?: StateOf): Drawing {
  const graphs = graphsOf(path, text).filter(({ nodes }) => nodes.length > 0);
  if (graphs.length === 0) return { problem: 'This program has no workflow with steps.' };
  for (const graph of graphs) {
    const reason = tooLargeToDraw(graph);
    if (reason !== undefined) return { problem: `Workflow ${graph.name} has ${reason}.` };
  }
  const options = { theme: 'light' as const, ...(stateOf && { stateOf }) };
  const files = new Map(graphs.map(({ name, place }) => [name, resolve(place.file)]));
  return { svg: drawSvg(graphs.map(layoutOf), options), files };
}

function graphsOf(path: string, text: string): readonly WorkflowGraph[] {
  const files = loadProgramFiles(new SourceFile(resolve(path), text), sourceHost);
  return workflowGraphs(checkProgram(files).model, files.sources);
}
