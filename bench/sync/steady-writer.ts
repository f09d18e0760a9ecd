import type { OwnedPage } from "./api.ts";
import { TokenWriter } from "./token-writer.ts";

const CONNECT_MS = 4000;
const AGAIN_MS = 200;

/** A writer who comes back by itself whenever its socket or its page ends, as the real client does. */
export class SteadyWriter {
  readonly writer: TokenWriter;
  /** where it connects to next */
  address: string;
  private connecting: Promise<void> | null = null;
  private hasLeft = false;

  constructor(owned: OwnedPage, name: string, address: string) {
    this.writer = new TokenWriter(owned, name);
    this.address = address;
    this.writer.onEnd = () => this.comeBack();
    this.writer.onRefused = () => this.comeBack();
  }

  /** Resolves when it has its page open. */
  comeBack(): Promise<void> {
    if (this.hasLeft) return Promise.resolve();
    this.connecting ??= this.connect().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  moveTo(address: string): Promise<void> {
    this.address = address;
    return this.comeBack();
  }

  leave(): void {
    this.hasLeft = true;
    this.writer.disconnect();
  }

  private async connect(): Promise<void> {
    this.writer.disconnect();
    while (!this.hasLeft) {
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), CONNECT_MS);
      const tooLate = new Promise<never>((_, reject) => {
        late.signal.addEventListener("abort", () => reject(new Error("too late")));
      });
      try {
        return await Promise.race([this.writer.connect(this.address, late.signal), tooLate]);
      } catch (error) {
        if (error instanceof Error && /acknowledged/.test(error.message)) throw error; // what was saved is gone
        late.abort();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      } finally {
        clearTimeout(timer);
      }
    }
  }
}
