import type { Mistake } from './mistake.js';

export const lexicalMistakes: readonly Mistake[] = [
  {
    code: 'E0101',
    says: 'a string is never closed',
    wrong: 'project "news" {\n  author = "Ada\n}',
    right: 'project "news" {\n  author = "Ada"\n}',
  },
  {
    code: 'E0102',
    says: 'an unknown escape in a string',
    wrong: 'project "news" {\n  folder = "C:\\drafts"\n}',
    right: 'project "news" {\n  folder = "C:\\\\drafts"\n}',
  },
  {
    code: 'E0103',
    says: 'a wrong number, unit or duration',
    wrong: 'context "prod" {\n  variables { pause = 500ms }\n}',
    right: 'context "prod" {\n  variables { pause = 1s }\n}',
  },
  {
    code: 'E0104',
    says: 'an empty or malformed `$name`, `${…}` or `@name`',
    wrong: 'context "prod" {\n  variables { home = $ }\n}',
    right: 'context "prod" {\n  variables { home = $HOME }\n}',
  },
  {
    code: 'E0105',
    says: 'a character or operator that has no meaning here',
    wrong: 'project "news" {\n  budget = €100\n}',
    right: 'project "news" {\n  budget = "€100"\n}',
  },
];
