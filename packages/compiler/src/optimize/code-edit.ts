import { type DebugInfo, type Instruction, type Module, mapEntries } from '@mso/bytecode';

/**
 * Changes of a module's code, gathered before any address moves: jumps lead to old addresses, as
 * offsets, until `apply` takes out what was removed and puts every address right.
 *
 * Who jumps to a removed instruction arrives at the next one that is kept.
 */
export class CodeEdit {
  readonly code: (Instruction | undefined)[];
  /** The instruction whose debug row one shows, where that is another one. */
  private readonly rows = new Map<number, number>();

  constructor(private readonly module: Module) {
    this.code = [...module.code];
  }

  remove(address: number): void {
    this.code[address] = undefined;
  }

  /** Puts an instruction in the place of another. */
  replace(address: number, instruction: Instruction): void {
    this.code[address] = instruction;
  }

  /** Shows an instruction as the one at another address was shown. */
  showAs(address: number, shown: number): void {
    this.rows.set(address, this.rows.get(shown) ?? shown);
  }

  /** The module with its new code; `rest` says what else is no longer as it was. */
  apply(rest: Partial<Omit<Module, 'code'>> = {}): Module {
    const { code } = this;
    const module: Module = { ...this.module, ...rest };
    const places = placesOf(code);
    const kept: Instruction[] = [];
    code.forEach((instruction, address) => {
      if (instruction) kept.push(placedJump(instruction, address, places));
    });
    if (kept.length === code.length) return { ...module, code: kept };
    const place = (address: number): number => places[address] ?? address;
    const moved: Module = {
      ...module,
      code: kept,
      declarationsEnd: place(module.declarationsEnd),
      functions: module.functions.map((each) =>
        each.kind === 'builtin'
          ? each
          : { ...each, start: place(each.start), end: place(each.end) },
      ),
      blocks: module.blocks.map((block) => ({
        ...block,
        start: place(block.start),
        end: place(block.end),
      })),
      ...(module.debug && { debug: keptRows(module.debug, code, this.rows, kept.length) }),
    };
    return mapEntries(moved, place);
  }
}

/** The new address of each instruction, and of the end; a removed one has that of the next. */
function placesOf(code: readonly (Instruction | undefined)[]): Int32Array {
  const places = new Int32Array(code.length + 1);
  let next = 0;
  code.forEach((instruction, address) => {
    places[address] = next;
    if (instruction) next++;
  });
  places[code.length] = next;
  return places;
}

function placedJump(instruction: Instruction, address: number, places: Int32Array): Instruction {
  if (instruction.op !== 'Jump' && instruction.op !== 'JumpIf') return instruction;
  const target = places[address + 1 + instruction.operand] ?? 0;
  const operand = target - (places[address] ?? 0) - 1;
  return operand === instruction.operand ? instruction : { op: instruction.op, operand };
}

const width = 6;

/**
 * The rows of what is left. A statement begins with its own row: where its first instruction was
 * removed, the next one of the statement takes that over.
 */
function keptRows(
  debug: DebugInfo,
  code: readonly (Instruction | undefined)[],
  rows: ReadonlyMap<number, number>,
  length: number,
): DebugInfo {
  const { table } = debug;
  const result = new Int32Array(length * width);
  let next = 0;
  let statement = -1;
  let opening = -1;
  for (let address = 0; address < code.length; address++) {
    const current = table[address * width + width - 1] ?? -1;
    if (address === 0 || current !== statement) opening = current < 0 ? -1 : address;
    statement = current;
    if (code[address] === undefined) continue;
    const row = opening >= 0 ? opening : (rows.get(address) ?? address);
    opening = -1;
    for (let column = 0; column < width; column++) {
      result[next++] = table[row * width + column] ?? -1;
    }
  }
  return { ...debug, table: result };
}
