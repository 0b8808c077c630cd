import {
  checkExpression,
  type ExpressionEnvironment,
  expressionFunctions,
  parseExpression,
  programEnvironments,
  quotedText,
  type RecordType,
} from '@mso/language';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { isWord } from '../text/words.js';
import { item, type Request } from './item.js';
import { symbolsOf } from './names.js';
import { environmentNames, memoryKeys } from './outer-names.js';

/** Longer operands are written by nobody, and to look for them would take long. */
const operandMax = 1_000;

/** What may stand at the end of an expression: members behind a point, else names. */
export function expressions(
  request: Request,
  before: string,
  { inString }: { readonly inString: boolean },
): CompletionItem[] {
  const typedLength = request.offset - request.typed.start;
  const end = Math.max(0, before.length - typedLength);
  const context = before.slice(Math.max(0, end - operandMax), end).trimEnd();
  const environment = environmentOf(request);
  const indexed = /([\p{L}_][\p{L}\p{N}_-]*)\s*\[\s*["']?$/u.exec(context)?.[1];
  if (indexed !== undefined) return indexes(request, environment, indexed);
  if (/\.$/.test(context)) return members(request, environment, context);
  const outer = inString ? [] : [...environmentNames(request), ...memoryKeys(request)];
  return [...rootNames(request, environment), ...functions(request), ...outer];
}

function environmentOf(request: Request): ExpressionEnvironment {
  const steps = symbolsOf(request, ['step']).map(({ name }) => name);
  return programEnvironments(request.analysis.model)(steps).step;
}

function rootNames(request: Request, environment: ExpressionEnvironment): CompletionItem[] {
  const names = new Set(environment.names());
  for (const { name } of symbolsOf(request, ['variable'])) names.add(name);
  return [...names].map((name) =>
    item(request, name, CompletionItemKind.Variable, {
      detail: rootDetails[name] ?? 'a variable of a context',
      rank: 0,
    }),
  );
}

/** What the README of the language says of these names. */
const rootDetails: Readonly<Record<string, string>> = {
  input: 'what the run was started with',
  steps: 'the steps of the workflow',
  project: 'the project',
  agents: 'the agents with their properties',
  workflow: 'the workflow that runs',
  step: 'the step that runs',
  attempt: 'which attempt of the step this is',
};

function functions(request: Request): CompletionItem[] {
  return [...expressionFunctions.values()].map(({ name, parameters, documentation }) =>
    item(request, name, CompletionItemKind.Function, {
      detail: `${name}(${parameters})`,
      documentation,
      snippet: `${name}($1)`,
      rank: 2,
    }),
  );
}

function members(
  request: Request,
  environment: ExpressionEnvironment,
  context: string,
): CompletionItem[] {
  const object = lastOperand(context.replace(/\??\.$/, ''));
  if (object === 'agents')
    return named(request, [...agentNames(request)], CompletionItemKind.Class);
  const { expression } = parseExpression(object);
  const { type } = checkExpression(expression, environment);
  if (type.kind !== 'record') return [];
  const kind = itemKinds[type.noun];
  return named(request, [...type.names()], kind);
}

const itemKinds: Readonly<Record<RecordType['noun'], CompletionItemKind>> = {
  member: CompletionItemKind.Field,
  step: CompletionItemKind.Method,
  agent: CompletionItemKind.Class,
};

/** After a point only a word can stand: other names replace it by brackets. */
function named(
  request: Request,
  names: readonly string[],
  kind: CompletionItemKind,
): CompletionItem[] {
  const { analysis, typed } = request;
  const point = /\??\.[ \t]*$/.exec(analysis.file.text.slice(0, typed.start))?.[0] ?? '';
  const withPoint = { ...request, typed: { ...typed, start: typed.start - point.length } };
  return names.map((name) => {
    if (isWord(name)) return item(request, name, kind, { rank: 0 });
    const inBrackets = item(withPoint, name, kind, { text: `[${quotedText(name)}]`, rank: 0 });
    return { ...inBrackets, filterText: `${point}${name}` };
  });
}

/** `agents["` and `steps["`. */
function indexes(
  request: Request,
  environment: ExpressionEnvironment,
  object: string,
): CompletionItem[] {
  const isOpen = /["']/.test(request.analysis.file.text.charAt(request.typed.start - 1));
  const type = environment.typeOf(object);
  const names =
    object === 'agents' ? agentNames(request) : type?.kind === 'record' ? type.names() : [];
  return [...names].map((name) =>
    item(request, name, CompletionItemKind.Class, {
      text: isOpen ? quotedText(name).slice(1, -1) : quotedText(name),
      rank: 0,
    }),
  );
}

/** Those of other files, too. */
function agentNames(request: Request): Iterable<string> {
  return symbolsOf(request, ['agent']).map(({ name }) => name);
}

/** The operand that a text ends with: names, members and indexes without blanks between them. */
function lastOperand(text: string): string {
  return /[\p{L}\p{N}_-]+(?:\??\.[\p{L}\p{N}_-]+|\[[^\]]*\])*$/u.exec(text)?.[0] ?? '';
}
