import { canBeBare, type NamedKind, quotedText } from '@mso/language';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { isBefore, positionAt } from '../text/positions.js';
import type { SymbolKind, SymbolSummary } from '../workspace/summary.js';
import type { Workspace } from '../workspace/workspace.js';
import { item, type Request } from './item.js';

const itemKinds: Readonly<Partial<Record<SymbolKind, CompletionItemKind>>> = {
  agent: CompletionItemKind.Class,
  crew: CompletionItemKind.Class,
  workflow: CompletionItemKind.Function,
  step: CompletionItemKind.Method,
  stage: CompletionItemKind.Method,
};

/** The declared names of some kinds, in quotes; steps are those of the workflow around. */
export function names(request: Request, kinds: readonly NamedKind[]): CompletionItem[] {
  return symbolsOf(request, kinds).map(({ kind, name, detail }) =>
    item(request, name, itemKinds[kind] ?? CompletionItemKind.Reference, {
      detail: detail === undefined ? kind : `${kind}: ${detail}`,
      text: quotedText(name),
      rank: 0,
    }),
  );
}

/** The names of the steps of the workflow around, as a pipeline has them. */
export function stepsInFlow(request: Request): CompletionItem[] {
  return symbolsOf(request, ['step']).map(({ name, detail }) => {
    const text = canBeBare(name) ? name : quotedText(name);
    return item(request, name, CompletionItemKind.Method, { detail, text, rank: 0 });
  });
}

/** Where names are looked for. */
interface Around extends Pick<Request, 'analysis' | 'offset'> {
  readonly workspace: Workspace;
}

/** Each name once, whichever files declare it. */
export function symbolsOf(
  { analysis, offset, workspace }: Around,
  kinds: readonly (NamedKind | 'variable')[],
): SymbolSummary[] {
  const found = new Map<string, SymbolSummary>();
  const add = (symbol: SymbolSummary): void => {
    const key = `${symbol.kind} ${symbol.name}`;
    if (!found.has(key)) found.set(key, symbol);
  };
  if (kinds.includes('step')) for (const step of stepsAround(analysis, offset)) add(step);
  const wanted: ReadonlySet<string> = new Set(kinds.filter((kind) => kind !== 'step'));
  if (wanted.size === 0) return [...found.values()];
  for (const { summary } of workspace.related(analysis.identity)) {
    for (const symbol of summary.symbols) if (wanted.has(symbol.kind)) add(symbol);
  }
  return [...found.values()];
}

function stepsAround(analysis: Request['analysis'], offset: number): SymbolSummary[] {
  const { symbols } = analysis.summary;
  const position = positionAt(analysis.file, offset);
  const owner = symbols.findLastIndex(
    ({ range, parent }) => parent === undefined && !isBefore(position, range.start),
  );
  return symbols.filter(
    ({ parent, kind }) => parent === owner && (kind === 'step' || kind === 'stage'),
  );
}
