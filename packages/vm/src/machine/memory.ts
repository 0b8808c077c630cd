import type { Snapshot } from '../journal/snapshot.js';
import { Reference, type Value } from '../values/value.js';
import { Fault } from './runtime-error.js';

/** The machine's memory: a sparse map from addresses to values, with at most `maxCells` cells. */
export class Memory {
  private readonly cells = new Map<number, Value>();
  private peak = 0;
  private endAddress = 0;

  private nextHeapAddress: number;

  constructor(
    private readonly maxCells: number,
    heapBase = 0,
  ) {
    this.nextHeapAddress = heapBase;
  }

  get size(): number {
    return this.cells.size;
  }

  get peakSize(): number {
    return this.peak;
  }

  /** The address behind the highest cell in use. */
  get end(): number {
    return this.endAddress;
  }

  has(address: number): boolean {
    return this.cells.has(address);
  }

  /** The value of a cell; a cell that was never stored to is a fault. */
  load(address: number): Value {
    const value = this.cells.get(address);
    if (value === undefined) {
      throw new Fault('MemoryAccessViolation', `Invalid memory access at address ${address}`);
    }
    return value;
  }

  store(address: number, value: Value): void {
    if (!Number.isInteger(address) || address < 0 || address > 0xffff_ffff) {
      throw new Fault('MemoryAccessViolation', `Invalid memory access at address ${address}`);
    }
    if (!this.cells.has(address) && this.cells.size >= this.maxCells) {
      throw new Fault(
        'MemoryAccessViolation',
        `Invalid memory access at address ${address}: all ${this.maxCells} cells are in use`,
      );
    }
    this.cells.set(address, value);
    this.peak = Math.max(this.peak, this.cells.size);
    this.endAddress = Math.max(this.endAddress, address + 1);
  }

  /** Stores a value in a new heap cell and answers with the way to it. */
  allocate(value: Value): Reference {
    const address = this.reserve();
    this.store(address, value);
    return new Reference(address);
  }

  /** The address of a new heap cell, which is in use once something is stored there. */
  reserve(): number {
    return this.nextHeapAddress++;
  }

  keep(snapshot: Snapshot): void {
    const { peak, endAddress, nextHeapAddress } = this;
    snapshot.fields(3, () => {
      Object.assign(this, { peak, endAddress, nextHeapAddress });
    });
    snapshot.map(this.cells);
    snapshot.values(this.cells.values());
  }

  /** The cells in use, by address. */
  addresses(): number[] {
    return [...this.cells.keys()].sort((a, b) => a - b);
  }
}
