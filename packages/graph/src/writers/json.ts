import type { WorkflowGraph } from '../model/workflow-graph.js';

/** Workflows as JSON, for other programs: `{ "workflows": [ … ] }`. */
export function writeJson(graphs: readonly WorkflowGraph[]): string {
  return `${JSON.stringify({ workflows: graphs }, null, 2)}\n`;
}
