import type { Snapshot } from '../journal/snapshot.js';
import { Reference, type Value } from '../values/value.js';
import { Fault } from './runtime-error.js';

/** The machine's memory: a sparse map from addresses to values, with at most `maxCells` cells. */
export class Memory {
  private readonly cells = new Map<number, Value>();
  private peak = 0;
  private endAddress = 0;

  private nextHeapAddress: number;
  /** The heap cells in use, where there is a collector that may free them. */
  private readonly heapCells = new Set<number>();
  private allocatedSinceSweep = 0;
  private sweeps = 0;
  private freed = 0;

  /** @param gcThreshold how many heap cells are allocated between two collections, if any are */
  constructor(
    private readonly maxCells: number,
    heapBase = 0,
    private readonly gcThreshold?: number,
  ) {
    this.nextHeapAddress = heapBase;
  }

  /** Whether the collector is to work before the next cell is allocated. */
  get isCollectionDue(): boolean {
    if (this.gcThreshold === undefined || this.allocatedSinceSweep === 0) return false;
    return this.allocatedSinceSweep >= this.gcThreshold || this.cells.size >= this.maxCells;
  }

  get collections(): number {
    return this.sweeps;
  }

  get cellsFreed(): number {
    return this.freed;
  }

  isHeapCell(address: number): boolean {
    return this.heapCells.has(address);
  }

  /** Frees the heap cells that have not been reached. */
  sweep(reached: ReadonlySet<number>): void {
    for (const address of this.heapCells) {
      if (reached.has(address)) continue;
      this.cells.delete(address);
      this.heapCells.delete(address);
      this.freed++;
    }
    this.allocatedSinceSweep = 0;
    this.sweeps++;
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
    if (this.gcThreshold !== undefined) {
      this.heapCells.add(address);
      this.allocatedSinceSweep++;
    }
    return new Reference(address);
  }

  /** The address of a new heap cell, which is in use once something is stored there. */
  reserve(): number {
    return this.nextHeapAddress++;
  }

  keep(snapshot: Snapshot): void {
    const { peak, endAddress, nextHeapAddress, allocatedSinceSweep, sweeps, freed } = this;
    snapshot.fields(6, () => {
      Object.assign(this, { peak, endAddress, nextHeapAddress });
      Object.assign(this, { allocatedSinceSweep, sweeps, freed });
    });
    snapshot.map(this.cells);
    snapshot.set(this.heapCells);
    snapshot.values(this.cells.values());
  }

  /** The cells in use, by address. */
  addresses(): number[] {
    return [...this.cells.keys()].sort((a, b) => a - b);
  }
}
