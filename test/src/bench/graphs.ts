import { drawSvg, layoutOf, type WorkflowGraph, workflowGraphs } from '@mso/graph';
import { check, parse, SourceFile, SourceSet } from '@mso/language';
import { medianMs, timed } from '../support/measure.js';
import type { Row } from './rows.js';

const runs = 9;

/** From a workflow of two hundred steps to its drawing. */
export async function measureGraphs(): Promise<Row[]> {
  const file = new SourceFile('graph.mso', workflowOf(200));
  const { model } = check(parse(file));
  const graphs = (): readonly WorkflowGraph[] => workflowGraphs(model, new SourceSet([file]));
  const draw = (): string => drawSvg(graphs().map(layoutOf), { theme: 'light' });
  return [
    { what: 'graph, layout and SVG, first time in a process', value: await timed(draw), goal: 500 },
    { what: 'graph', value: await medianMs(runs, () => timed(graphs)) },
    {
      what: 'graph, layout and SVG, warm',
      value: await medianMs(runs, () => timed(draw)),
      goal: 500,
    },
  ];
}

/** Steps in a pipeline with branches, conditions and retries, and some that wait for others. */
function workflowOf(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `step-${index}`);
  const steps = names.map((name, index) => {
    const needs = index % 20 === 19 ? `\n    depends_on = ["step-${index - 10}"]` : '';
    const retry = index % 5 === 0 ? '\n    retry { max_attempts = 3 delay = 10s }' : '';
    return `  step "${name}" {\n    agent = "worker"\n    timeout = 5m${needs}${retry}\n  }\n`;
  });
  const parts = names.flatMap((name, index) => {
    const [second, third] = [names[index + 1], names[index + 2]];
    if (index % 10 === 1) return `[${name} | ${second} | ${third}]`;
    if (index % 10 === 5) return `if input.part > ${index} { ${name} } else { ${second} }`;
    return [2, 3, 6].includes(index % 10) ? [] : name;
  });
  return [
    'agent "worker" { model = "gpt-4" role = "Worker" }',
    'workflow "large" {',
    ...steps,
    `  pipeline { ${parts.join(' -> ')} }`,
    '}',
  ].join('\n');
}
