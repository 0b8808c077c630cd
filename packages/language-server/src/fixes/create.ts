import { type Declaration, propertySchema, quotedText, type Section } from '@mso/language';
import { type Fix, indentationOf, insertion, type Mistake } from './fix.js';
import { useAt } from './names.js';

/** Declares an agent behind the last one, else before the declaration that names it. */
export function createAgent(mistake: Mistake): Fix[] {
  const name = useAt(mistake)?.name;
  if (name === undefined || name.trim() === '') return [];
  const { declarations } = mistake.analysis.parsed.program;
  const text = [
    `agent ${quotedText(name)} {`,
    `  model = ${propertySchema('agent', 'model')?.default ?? '""'}`,
    `  role = ${propertySchema('agent', 'role')?.default ?? '""'}`,
    '}',
  ].join('\n');
  const last = declarations.findLast(({ keyword }) => keyword === 'agent');
  const edit =
    last === undefined
      ? insertion(declarationOf(mistake)?.start ?? 0, `${text}\n\n`)
      : insertion(last.end, `\n\n${text}`);
  return [{ title: `Create agent '${name}'`, edits: [edit] }];
}

/** Adds a step behind the last one of the workflow, or a stage to a pipeline. */
export function createStep(mistake: Mistake): Fix[] {
  const name = useAt(mistake)?.name;
  const workflow = declarationOf(mistake);
  if (name === undefined || workflow?.block === undefined) return [];
  const { file } = mistake.analysis;
  const { members, bodyStart } = workflow.block;
  const last = members.findLast((member): member is Section => member.kind === 'Section');
  const line = file.positionAt((last ?? workflow).start).line;
  const around = indentationOf(file.lineText(line));
  const indentation = last === undefined ? `${around}  ` : around;
  const agent = mistake.analysis.summary.symbols.find(({ kind }) => kind === 'agent')?.name;
  const keyword = workflow.keyword === 'pipeline' ? 'stage' : 'step';
  const step = [
    `${keyword} ${quotedText(name)} {`,
    ...(agent === undefined ? [] : [`  agent = ${quotedText(agent)}`]),
    '  task = ""',
    '}',
  ].map((each) => `${indentation}${each}`);
  const text = `\n${last === undefined ? '' : '\n'}${step.join('\n')}`;
  return [
    { title: `Create ${keyword} '${name}'`, edits: [insertion(last?.end ?? bodyStart, text)] },
  ];
}

export function createWorkflow(mistake: Mistake): Fix[] {
  const name = useAt(mistake)?.name;
  const end = declarationOf(mistake)?.end;
  if (name === undefined || end === undefined) return [];
  const text = `\n\nworkflow ${quotedText(name)} {\n  trigger = "manual"\n}`;
  return [{ title: `Create workflow '${name}'`, edits: [insertion(end, text)] }];
}

function declarationOf(mistake: Mistake): Declaration | undefined {
  const { start } = mistake.diagnostic.span;
  const { declarations } = mistake.analysis.parsed.program;
  return declarations.find((each) => each.start <= start && start <= each.end);
}
