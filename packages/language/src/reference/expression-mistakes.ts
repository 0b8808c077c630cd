import type { Mistake } from './mistake.js';

const writer = 'agent "writer" { role = "Writer" }\n';

/** A workflow of two steps, the second with a condition. */
function conditional(condition: string): string {
  const first = '  step "draft" { agent = "writer" }\n';
  const second = `  step "cut" {\n    agent = "writer"\n    when = ${condition}\n  }\n`;
  return `${writer}workflow "daily" {\n${first}${second}}`;
}

export const expressionMistakes: readonly Mistake[] = [
  {
    code: 'InvalidCall',
    says: 'a function has too few or too many arguments',
    wrong: conditional('contains(input.topic)'),
    right: conditional('contains(input.topic, "news")'),
  },
  {
    code: 'InvalidExpression',
    says: 'an expression that always fails',
    wrong: conditional('input.topic matches "[a-"'),
    right: conditional('input.topic matches "[a-z]+"'),
  },
  {
    code: 'UndefinedFunction',
    says: 'there is no such function',
    wrong: conditional('length(input.topic) > 10'),
    right: conditional('len(input.topic) > 10'),
  },
  {
    code: 'UndefinedMember',
    says: 'an object has no such member',
    wrong: conditional('steps.draft.result == "too long"'),
    right: conditional('steps.draft.output == "too long"'),
  },
  {
    code: 'UndefinedName',
    says: 'a name means nothing in an expression',
    wrong: conditional('inputs.topic == "news"'),
    right: conditional('input.topic == "news"'),
  },
  {
    code: 'W0309',
    says: 'a condition is always the same',
    wrong: conditional('"steps.draft.failed"'),
    right: conditional('steps.draft.failed'),
  },
  {
    code: 'W0311',
    says: 'a step never runs',
    wrong: conditional('false'),
    right: conditional('not steps.draft.failed'),
  },
];
