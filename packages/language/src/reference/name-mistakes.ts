import type { Mistake } from './mistake.js';

const writer = 'agent "writer" { role = "Writer" }\n';

/** A workflow of two steps, the second with a property of its own. */
function steps(property: string): string {
  const first = '  step "draft" { agent = "writer" }\n';
  const second = `  step "review" { agent = "writer" ${property} }\n`;
  return `${writer}workflow "daily" {\n${first}${second}}`;
}

function workflow(line: string): string {
  return `${writer}workflow "daily" {\n  ${line}\n  step "draft" { agent = "writer" }\n}`;
}

export const nameMistakes: readonly Mistake[] = [
  {
    code: 'CircularDependency',
    says: 'steps wait for each other',
    wrong: `${steps('depends_on = ["review"]')}`,
    right: `${steps('depends_on = ["draft"]')}`,
  },
  {
    code: 'DuplicateDefinition',
    says: 'a name is declared twice',
    wrong: 'context "prod" { debug = true }\ncontext "prod" { debug = false }',
    right: 'context "prod" { debug = true }\ncontext "rehearsal" { debug = false }',
  },
  {
    code: 'UndefinedAgent',
    says: 'an agent, or a crew of a step, is not declared',
    wrong: `${writer}crew "desk" {\n  agents = [writer, editor]\n}`,
    right: `${writer}crew "desk" {\n  agents = [writer]\n}`,
  },
  {
    code: 'UndefinedReference',
    says: '`@name` refers to nothing in this program',
    wrong: 'context "prod" {\n  variables { greeting = @texts[hello] }\n}',
    right: 'context "prod" {\n  variables { greeting = @texts[hello] }\n}\nload "texts" {}',
  },
  {
    code: 'UndefinedStep',
    says: 'a step is not declared in its workflow',
    wrong: steps('depends_on = ["drafts"]'),
    right: steps('depends_on = ["draft"]'),
  },
  {
    code: 'UndefinedWorkflow',
    says: 'a workflow is not declared',
    wrong: workflow('on_error = "clean-up"'),
    right: workflow('on_error = "daily"'),
  },
  {
    code: 'W0302',
    says: 'a key is set twice',
    wrong: 'context "prod" {\n  debug = false\n  debug = true\n}',
    right: 'context "prod" {\n  debug = true\n}',
  },
  {
    code: 'W0306',
    says: 'a second memory without a name replaces the first',
    wrong: 'memory { provider = "in-process" }\nmemory { provider = "sqlite" }',
    right: 'memory { provider = "in-process" }\nmemory "archive" { provider = "sqlite" }',
  },
  {
    code: 'W0310',
    says: 'an agent is never used',
    wrong: `agent "editor" { role = "Editor" }\n${steps('depends_on = ["draft"]')}`,
    right: steps('depends_on = ["draft"]'),
  },
  {
    code: 'W0312',
    says: 'a step stands in two branches that run side by side',
    wrong: workflow('pipeline { [draft | draft] }'),
    right: workflow('pipeline { draft }'),
  },
  {
    code: 'W0313',
    says: 'a property that looks like a misspelling of another one',
    wrong: 'agent "writer" {\n  temprature = 0.7\n}',
    right: 'agent "writer" {\n  temperature = 0.7\n}',
  },
];
