type Outgoing = { writeHeld: () => void };

/**
 * While something is done under `during`, what it sends to a socket is held back and written in one piece at its end: a
 * write costs far more than the few bytes of a keystroke. Whoever types often has an answer and an update coming at once.
 */
export class FramesTogether {
  private holding: Outgoing[] | null = null;

  get isHolding(): boolean {
    return this.holding !== null;
  }

  /** At the end `held` is asked to write what it keeps. */
  hold(held: Outgoing): void {
    this.holding?.push(held);
  }

  during(act: () => void): void {
    const holding: Outgoing[] = [];
    this.holding = holding;
    try {
      act();
    } finally {
      this.holding = null;
      for (const held of holding) held.writeHeld();
    }
  }
}
