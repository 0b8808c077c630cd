import { ProgramProblem } from '@mso/adapter';
import {
  drawSvg,
  layoutOf,
  type Theme,
  themes,
  tooLargeToDraw,
  type WorkflowGraph,
  writeDot,
  writeJson,
  writeMermaid,
} from '@mso/graph';
import type { Options } from '../options/options.js';
import { suggestion } from '../options/suggest.js';
import { exitCodes, UsageProblem } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { pathsOf, writeResult } from '../output/write-file.js';
import { programGraphs } from '../program/program-graphs.js';
import { checkWorkflowNames } from '../program/workflow-names.js';
import { report } from './compile.js';

const formats = ['svg', 'dot', 'mermaid', 'json'] as const;

type Format = (typeof formats)[number];

/** `mso graph FILE` */
export function graphFile(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const format = choice(options, 'format', formats) ?? 'svg';
  const theme = choice(options, 'theme', themes);
  if (theme !== undefined && format !== 'svg') {
    throw new UsageProblem(`--theme is for svg; ${format} has no colors`, 'graph');
  }
  const progress = new Progress(terminal);
  progress.begin(`reading ${path}`);
  const { program, graphs } = programGraphs(path);
  const chosen = chosenGraphs(options, graphs);
  progress.begin(`drawing ${path}`);
  const hasSteps = chosen.some(({ nodes }) => nodes.length > 0);
  if (format === 'svg') checkSizes(path, chosen);
  const text = hasSteps ? written(chosen, format, theme ?? 'light') : '';
  progress.end();
  report(program, terminal);
  if (!hasSteps) throw noSteps(path, chosen);
  const out = options.text('output');
  if (out === undefined) terminal.print(text.replace(/\n$/, ''));
  else writeResult(out, text, pathsOf(program));
  return exitCodes.success;
}

/** The value of an option that takes one of some words. @throws UsageProblem for any other */
function choice<Word extends string>(
  options: Options,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  const near = suggestion(text, words) || `, not ${JSON.stringify(text)}`;
  throw new UsageProblem(`--${name} takes ${words.join(', ')}${near}`, 'graph');
}

function chosenGraphs(
  options: Options,
  graphs: readonly WorkflowGraph[],
): readonly WorkflowGraph[] {
  const wanted = options.texts('workflow');
  const known = graphs.map(({ name }) => name);
  checkWorkflowNames(wanted, known, 'graph');
  return wanted.length === 0 ? graphs : graphs.filter(({ name }) => wanted.includes(name));
}

/** @throws ProgramProblem */
function checkSizes(path: string, graphs: readonly WorkflowGraph[]): void {
  for (const graph of graphs) {
    const reason = tooLargeToDraw(graph);
    if (reason === undefined) continue;
    const name = JSON.stringify(graph.name);
    throw new ProgramProblem(
      `workflow ${name} of ${path} has ${reason}; the formats dot, mermaid and json have no limit`,
    );
  }
}

function written(graphs: readonly WorkflowGraph[], format: Format, theme: Theme): string {
  switch (format) {
    case 'svg':
      return drawSvg(graphs.map(layoutOf), { theme });
    case 'dot':
      return writeDot(graphs);
    case 'mermaid':
      return writeMermaid(graphs);
    case 'json':
      return writeJson(graphs);
  }
}

function noSteps(path: string, [only, ...others]: readonly WorkflowGraph[]): ProgramProblem {
  const which =
    others.length === 0 ? `workflow ${JSON.stringify(only?.name)} of` : 'the workflows of';
  const have = others.length === 0 ? 'has' : 'have';
  return new ProgramProblem(`${which} ${path} ${have} no steps: there is nothing to draw`);
}
