import type { Mistake } from './mistake.js';

const writer = 'agent "writer" { role = "Writer" }\n';
const step = '  step "draft" { agent = "writer" }\n';

/** A workflow of one step, with a line of its own. */
function workflow(line: string): string {
  return `${writer}workflow "daily" {\n  ${line}\n${step}}`;
}

export const valueMistakes: readonly Mistake[] = [
  {
    code: 'E0209',
    says: 'a list must hold names',
    wrong: `${writer}crew "desk" {\n  agents = writer\n}`,
    right: `${writer}crew "desk" {\n  agents = [writer]\n}`,
  },
  {
    code: 'E0211',
    says: 'a secret does not say where it comes from',
    wrong: 'context "prod" {\n  secrets { key = "abc123" }\n}',
    right: 'context "prod" {\n  secrets { key = $KEY }\n}',
  },
  {
    code: 'E0303',
    says: 'a text that is no duration',
    wrong: workflow('timeout = "soon"'),
    right: workflow('timeout = 2h'),
  },
  {
    code: 'InvalidBackoffStrategy',
    says: '`backoff` is none of the known words',
    wrong: workflow('retry { max_attempts = 3 backoff = "doubling" }'),
    right: workflow('retry { max_attempts = 3 backoff = "exponential" }'),
  },
  {
    code: 'InvalidProcessType',
    says: '`process` is none of the known words',
    wrong: `${writer}crew "desk" {\n  agents = [writer]\n  process = "serial"\n}`,
    right: `${writer}crew "desk" {\n  agents = [writer]\n  process = "sequential"\n}`,
  },
  {
    code: 'InvalidTriggerType',
    says: 'a trigger is none of the known ones',
    wrong: workflow('trigger = "cron:0 9 * * *"'),
    right: workflow('trigger = "schedule:0 9 * * *"'),
  },
  {
    code: 'MissingRequiredField',
    says: 'a block lacks what it cannot do without; a warning where a run may supply it',
    wrong: 'plugin "search" {\n  version = "1.2.0"\n}',
    right: 'plugin "search" {\n  version = "1.2.0"\n  source = "github.com/example/search"\n}',
  },
  {
    code: 'TypeMismatch',
    says: 'a value is of a wrong kind or out of range; a warning where it will be clamped',
    wrong: 'context "prod" {\n  debug = "yes"\n}',
    right: 'context "prod" {\n  debug = true\n}',
  },
  {
    code: 'W0301',
    says: 'a duration in quotes',
    wrong: workflow('timeout = "2h"'),
    right: workflow('timeout = 2h'),
  },
  {
    code: 'W0303',
    says: 'an unknown trigger word is taken for an event',
    wrong: workflow('trigger = "push"'),
    right: workflow('trigger = "event:push"'),
  },
  {
    code: 'W0304',
    says: 'a comment begins with `//`',
    wrong: '// What this is about\nproject "news" {}',
    right: '# What this is about\nproject "news" {}',
  },
  {
    code: 'W0305',
    says: 'a project has no name',
    wrong: 'project {\n  version = "1.0"\n}',
    right: 'project "news" {\n  version = "1.0"\n}',
  },
  {
    code: 'W0307',
    says: '`exponential_backoff` is an old spelling',
    wrong: workflow('retry { max_attempts = 3 exponential_backoff = true }'),
    right: workflow('retry { max_attempts = 3 backoff = "exponential" }'),
  },
  {
    code: 'W0308',
    says: '`${…}` where nothing is filled in',
    wrong: 'agent "writer" {\n  role = "Writer for ${input.paper}"\n}',
    right: 'agent "writer" {\n  role = "Writer for a newspaper"\n}',
  },
];
