import {
  type CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type Range,
} from 'vscode-languageserver';
import { type Context, documentFeature, feature } from '../feature.js';
import {
  declarationsOf,
  targetAt,
  targetOfSymbol,
  targetOfUse,
  usesOf,
} from '../workspace/occurrences.js';
import type { SymbolSummary } from '../workspace/summary.js';
import type { KnownFile } from '../workspace/workspace.js';
import { symbolKinds } from './document-symbols.js';

const capability = { callHierarchyProvider: true };

/** What does work or has it done: workflows run steps, steps and crews have agents do them. */
const calledKinds: ReadonlySet<string> = new Set(['workflow', 'step', 'stage', 'crew', 'agent']);

/** What the client gives back with an item. */
interface ItemData {
  readonly identity: string;
  readonly symbol: number;
}

export const prepareCallHierarchy = documentFeature(
  CallHierarchyPrepareRequest.type,
  capability,
  'The workflow, step, crew or agent under the cursor',
  async (analysis, { position }, { workspace }) => {
    await workspace.scanned();
    const found = targetAt(workspace, analysis, position);
    if (found === undefined || !calledKinds.has(found.target.kind)) return null;
    const declared = [...declarationsOf(workspace, analysis.identity, found.target)];
    return declared.map(({ file, symbol }) => itemOf(file, symbol)).filter((item) => item !== null);
  },
);

export const outgoingCalls = feature(
  CallHierarchyOutgoingCallsRequest.type,
  capability,
  'From a workflow to its steps, from a step to its agents',
  ({ item }, context): CallHierarchyOutgoingCall[] | null => {
    const caller = symbolOf(item, context);
    if (caller === undefined) return null;
    const { file, symbol, index } = caller;
    const calls = new Calls();
    if (symbol.kind === 'workflow') {
      for (const [step, { parent, place }] of file.summary.symbols.entries()) {
        if (parent === index) calls.add(file, step, place.range);
      }
    }
    for (const use of file.summary.uses) {
      if (use.owner !== index || use.role === undefined) continue;
      const target = targetOfUse(context.workspace, file.identity, use);
      if (target === undefined) continue;
      for (const called of declarationsOf(context.workspace, file.identity, target)) {
        calls.add(called.file, called.symbol, use.place.range);
      }
    }
    return calls.list.map(({ item: to, ranges }) => ({ to, fromRanges: ranges }));
  },
);

export const incomingCalls = feature(
  CallHierarchyIncomingCallsRequest.type,
  capability,
  'From an agent to the steps and crews that it works for, from a step to its workflow',
  ({ item }, context): CallHierarchyIncomingCall[] | null => {
    const called = symbolOf(item, context);
    if (called === undefined) return null;
    const { file, symbol, index } = called;
    const calls = new Calls();
    if (symbol.parent !== undefined) calls.add(file, symbol.parent, symbol.place.range);
    const target = targetOfSymbol(file.identity, symbol, index);
    for (const { file: other, use } of usesOf(context.workspace, file.identity, target)) {
      if (use.role !== undefined && use.owner !== undefined) {
        calls.add(other, use.owner, use.place.range);
      }
    }
    return calls.list.map(({ item: from, ranges }) => ({ from, fromRanges: ranges }));
  },
);

/** What is called several times is listed once. */
class Calls {
  private readonly byKey = new Map<string, { item: CallHierarchyItem; ranges: Range[] }>();

  add(file: KnownFile, symbol: number, place: Range): void {
    const key = `${symbol} ${file.identity}`;
    const known = this.byKey.get(key);
    const item = itemOf(file, symbol);
    if (known !== undefined) known.ranges.push(place);
    else if (item !== null) this.byKey.set(key, { item, ranges: [place] });
  }

  get list(): readonly { readonly item: CallHierarchyItem; readonly ranges: Range[] }[] {
    return [...this.byKey.values()];
  }
}

function itemOf({ uri, identity, summary }: KnownFile, index: number): CallHierarchyItem | null {
  const symbol = summary.symbols[index];
  if (symbol === undefined) return null;
  const data: ItemData = { identity, symbol: index };
  return {
    name: symbol.name,
    kind: symbolKinds[symbol.kind],
    detail: symbol.detail ?? symbol.kind,
    uri,
    range: symbol.range,
    selectionRange: symbol.place.range,
    data,
  };
}

interface Found {
  readonly file: KnownFile;
  readonly symbol: SymbolSummary;
  readonly index: number;
}

/** The symbol of an item; after a change of the file it is looked for by its name. */
function symbolOf(
  { name, kind, data }: CallHierarchyItem,
  { workspace }: Context,
): Found | undefined {
  const { identity, symbol: index } = data as ItemData;
  const file = workspace.file(identity);
  if (file === undefined) return undefined;
  const { symbols } = file.summary;
  const isSame = (symbol: SymbolSummary | undefined): boolean =>
    symbol?.name === name && symbolKinds[symbol.kind] === kind;
  const found = isSame(symbols[index]) ? index : symbols.findIndex(isSame);
  const symbol = symbols[found];
  return symbol && { file, symbol, index: found };
}
