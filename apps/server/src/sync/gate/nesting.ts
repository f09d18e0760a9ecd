import { GateFault } from "./update-cursor.ts";

const MAX_NESTING = 100; // of what one push brings; notes go 40 deep

/**
 * How deep the items of an update lie in one another. Yjs deletes and collects a type by calling itself for each level,
 * so that one push of a few thousand would end in an error on the device of whoever takes it out.
 */
export class Nesting {
  readonly #start: number;
  /** where items begin, in order, with their depths; those before the first lie in nothing that is new */
  readonly #clocks: number[] = [];
  readonly #depths: number[] = [];

  /** @param start the clock of the first item. */
  constructor(start: number) {
    this.#start = start;
  }

  /** @param parent the clock of the item it lies in. */
  within(parent: number, clock: number): void {
    if (parent >= this.#start) this.#note(clock, this.#depthAt(parent) + 1);
    else this.beside(parent, clock);
  }

  /** @param neighbour the clock of an item that lies in the same; one that is older lies in nothing new. */
  beside(neighbour: number, clock: number): void {
    if (this.#clocks.length > 0) this.#note(clock, neighbour >= this.#start ? this.#depthAt(neighbour) : 0);
  }

  #note(clock: number, depth: number): void {
    if (depth > MAX_NESTING) throw new GateFault("schema_violation");
    this.#clocks.push(clock);
    this.#depths.push(depth);
  }

  #depthAt(clock: number): number {
    let low = 0;
    let high = this.#clocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#clocks[middle] as number) <= clock) low = middle + 1;
      else high = middle;
    }
    return this.#depths[low - 1] ?? 0;
  }
}
