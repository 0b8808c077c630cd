import { declarationKeywords, schema } from '@mso/language';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { blockMarkdown } from '../text/property-docs.js';
import { item, type Request } from './item.js';

/** What a declaration of each kind begins with. */
const snippets: Readonly<Record<(typeof declarationKeywords)[number], string>> = {
  project: 'project "${1:name}" {\n\tversion = "${2:0.1.0}"\n}',
  agent: 'agent "${1:name}" {\n\tmodel = "${2:gpt-4}"\n\trole = "${3:Assistant}"\n}',
  workflow:
    'workflow "${1:name}" {\n\ttrigger = "manual"\n\n\tstep "${2:first}" {\n' +
    '\t\tagent = "$3"\n\t\ttask = "$4"\n\t}\n\n\tpipeline {\n\t\t${2:first}\n\t}\n}',
  memory: 'memory {\n\tprovider = "$1"\n}',
  context: 'context "${1:name}" {\n\tenvironment = "$2"\n}',
  crew: 'crew "${1:name}" {\n\tagents = ["$2"]\n}',
  pipeline: 'pipeline {\n\t$1\n}',
  plugin: 'plugin "${1:name}" {\n\tsource = "$2"\n}',
  database: 'database "${1:name}" {\n\tpath = "$2"\n}',
  load: 'load "$1"',
};

export function declarations(request: Request): CompletionItem[] {
  return declarationKeywords.map((keyword) =>
    item(request, keyword, CompletionItemKind.Keyword, {
      documentation: blockMarkdown(keyword, schema[keyword]),
      snippet: snippets[keyword],
    }),
  );
}
