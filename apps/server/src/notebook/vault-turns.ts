/**
 * Lets one change to a vault run at a time on this node. The database would have them wait for one another, too, but each
 * with a connection in its hands, of which there are few and which pages need.
 */
export class VaultTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<T>(vault: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(vault);
    const turn = before === undefined ? work() : before.then(work);
    const settled = turn.catch(() => {});
    this.#last.set(vault, settled);
    try {
      return await turn;
    } finally {
      if (this.#last.get(vault) === settled) this.#last.delete(vault);
    }
  }
}
