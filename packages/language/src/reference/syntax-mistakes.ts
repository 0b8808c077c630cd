import { diagnosticsMax, nestingMax } from '../parser/limits.js';
import type { Mistake } from './mistake.js';

export const syntaxMistakes: readonly Mistake[] = [
  {
    code: 'E0200',
    says: 'a keyword that cannot begin a declaration',
    wrong: 'secrets {\n  key = $KEY\n}',
    right: 'context "prod" {\n  secrets {\n    key = $KEY\n  }\n}',
  },
  {
    code: 'E0201',
    says: 'a punctuation mark is missing',
    wrong: 'context "prod" {\n  variables { size = (large }\n}',
    right: 'context "prod" {\n  variables { size = (large) }\n}',
  },
  {
    code: 'E0202',
    says: 'a name is missing, or is a keyword without quotes',
    wrong: 'context {\n  debug = true\n}',
    right: 'context "prod" {\n  debug = true\n}',
  },
  {
    code: 'E0203',
    says: "a property's name was expected",
    wrong: 'project "news" {\n  site = news.example\n}',
    right: 'project "news" {\n  site = "news.example"\n}',
  },
  {
    code: 'E0204',
    says: 'a bracket is never closed; the place is the opening one',
    wrong: 'project "news" {\n  version = "1.0"',
    right: 'project "news" {\n  version = "1.0"\n}',
  },
  {
    code: 'E0205',
    says: "`=`, `{` or `[` is missing after a property's name",
    wrong: 'project "news" {\n  version "1.0"\n}',
    right: 'project "news" {\n  version = "1.0"\n}',
  },
  {
    code: 'E0206',
    says: 'the key of `@file[key]` is wrong',
    wrong: 'context "prod" {\n  variables { greeting = @texts[1] }\n}\nload "texts" {}',
    right: 'context "prod" {\n  variables { greeting = @texts[hello] }\n}\nload "texts" {}',
  },
  {
    code: 'E0207',
    says: 'a value or an expression was expected',
    wrong: 'project "news" {\n  author =\n}',
    right: 'project "news" {\n  author = "Ada"\n}',
  },
  {
    code: 'E0208',
    says: 'something that is no step stands in a pipeline',
    wrong: 'pipeline "daily" {\n  collect -> write ->\n}',
    right: 'pipeline "daily" {\n  collect -> write\n}',
  },
  {
    code: 'E0210',
    says: '`;` is no separator',
    wrong: 'project "news" { version = "1.0"; author = "Ada" }',
    right: 'project "news" { version = "1.0", author = "Ada" }',
  },
  {
    code: 'E0212',
    says: 'an unknown declaration, or something else at the top level',
    wrong: 'projekt "news" {\n  version = "1.0"\n}',
    right: 'project "news" {\n  version = "1.0"\n}',
  },
  {
    code: 'E0213',
    says: 'a block delimiter of a later dialect',
    wrong: 'project "news" <\n  version = "1.0"\n>',
    right: 'project "news" {\n  version = "1.0"\n}',
  },
  {
    code: 'E0214',
    says: 'nested too deeply, or an expression that is too long',
    wrong: `project "news" {\n  grid = ${'['.repeat(nestingMax)}${']'.repeat(nestingMax)}\n}`,
    abbreviated: 'project "news" {\n  grid = [[[[[[ … and 194 more … ]]]]]]\n}',
    right: 'project "news" {\n  grid = [[[[[[]]]]]]\n}',
  },
  {
    code: 'E0215',
    says: 'there are more diagnostics than are shown',
    wrong: `project "news" {\n${'  version "1.0"\n'.repeat(diagnosticsMax + 1)}}`,
    abbreviated: 'project "news" {\n  version "1.0"\n  … and 1,000 more lines of this kind …\n}',
    right: 'project "news" {\n  version = "1.0"\n}',
  },
];
