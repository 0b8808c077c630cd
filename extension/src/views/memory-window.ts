import * as vscode from 'vscode';
import type { DebugWatch } from '../debugging/debug-watch.js';
import type { Pins } from './pins.js';
import {
  type Page,
  type Place,
  type Row,
  readRows,
  scopeNamed,
  scopePage,
  sizeOf,
} from './rows.js';
import type { ScopeRows } from './scope-rows.js';
import type { Item, ScopeItem, ScopeView } from './scope-view.js';

interface ShownMemory {
  readonly items: ScopeView;
  readonly tree: vscode.TreeView<Item>;
}

/** The part of memory that its view shows: it begins where a person wants it to. */
export class MemoryWindow {
  private start = 0;

  constructor(private readonly pins: Pins) {}

  /** Pinned cells are on the first page wherever they lie. */
  readonly read = async (place: Place, start?: number): Promise<Page> => {
    const page = await scopePage(place, 'Memory', start ?? this.start);
    if (start !== undefined) return page;
    const elsewhere = this.pins.missingIn(page.rows).map((name) => rowOfCell(place, name));
    return { ...page, rows: [...(await Promise.all(elsewhere)).flat(), ...page.rows] };
  };

  /** Asks for an address, or an expression that has one, and goes to the first cell from there. */
  async goTo({ place }: DebugWatch, rows: ScopeRows, { tree, items }: ShownMemory): Promise<void> {
    if (place === undefined) return;
    const expression = await vscode.window.showInputBox({
      prompt: 'The address of a cell: a number, a register, or another expression',
      placeHolder: '0x10',
    });
    if (!expression) return;
    try {
      const address = await addressOf(place, expression);
      this.start = await indexOf(place, address);
      rows.refresh();
      const item = firstFrom(address, await items.getChildren());
      if (item) await tree.reveal(item, { select: true, focus: true });
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : `${problem}`;
      await vscode.window.showErrorMessage(reason);
    }
  }
}

/** None where the cell is not in use any more. */
async function rowOfCell({ session, frameId }: Place, name: string): Promise<readonly Row[]> {
  const evaluateName = `memory[${addressIn(name)}]`;
  const request = { expression: evaluateName, frameId, context: 'watch' };
  try {
    const { result, ...cell } = await session.customRequest('evaluate', request);
    return [{ name, evaluateName, ...cell, value: result }];
  } catch {
    return [];
  }
}

/** The row of the first cell from an address on; pinned rows stand in no order. */
function firstFrom(address: number, items: readonly Item[]): ScopeItem | undefined {
  return items
    .filter((item): item is ScopeItem => 'row' in item)
    .filter(({ row }) => addressIn(row.name) >= address)
    .toSorted((one, other) => addressIn(one.row.name) - addressIn(other.row.name))[0];
}

/** Rows of memory are called by their address and what it is: `16 agent "writer"`. */
function addressIn(name: string): number {
  return Number.parseInt(name, 10);
}

async function addressOf({ session, frameId }: Place, expression: string): Promise<number> {
  const request = { expression, frameId, context: 'watch' };
  const { result } = await session.customRequest('evaluate', request);
  const address = Number(result);
  if (Number.isSafeInteger(address) && address >= 0) return address;
  throw new Error(`${expression} is ${result}, which is no address`);
}

/** How many cells that are in use lie before an address. @throws where none lies from there on */
async function indexOf(place: Place, address: number): Promise<number> {
  const scope = await scopeNamed(place, 'Memory');
  const size = scope ? sizeOf(scope) : 0;
  let [first, end] = [0, size];
  while (scope && first < end) {
    const middle = Math.floor((first + end) / 2);
    const [row] = await readRows(place.session, scope, middle, 1);
    if (row !== undefined && addressIn(row.name) < address) first = middle + 1;
    else end = middle;
  }
  if (first < size) return first;
  throw new Error(`No cell from ${address} on is in use`);
}
