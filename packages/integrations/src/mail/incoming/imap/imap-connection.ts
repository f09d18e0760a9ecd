import { once } from "node:events";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export type ImapServer = {
  host: string;
  port: number;
  /** "implicit": encrypted from the first byte; "start": once it greeted; "none": on this machine alone */
  tls: "implicit" | "start" | "none";
  /** certificates that are believed beside those everybody believes, in PEM */
  ca?: string;
};

/** What a server said at once: text, and between it what it announced by its length. */
export type ImapResponse = { text: string; literals: Uint8Array[] };

const CONNECT_MILLISECONDS = 15_000;
const SILENCE_MILLISECONDS = 60_000;
const MAX_LINE = 64 * 1024; // bytes
const MAX_LITERAL = 2 * 1024 * 1024; // bytes; nothing longer is ever asked for

/** The server said no to what it was asked. */
export class ImapRefused extends Error {
  override name = "ImapRefused";
}

/** Whether it says that mail came in. */
export function isNews({ text }: ImapResponse): boolean {
  return /^\* \d+ (?:EXISTS|RECENT)\b/i.test(text);
}

/** One connection to a mailbox, one question at a time (RFC 9051, RFC 3501). */
export class ImapConnection {
  #socket: Socket;
  #pending: Buffer = Buffer.alloc(0);
  #response: ImapResponse = { text: "", literals: [] };
  #tags = 0;
  #fault: Error | null = null;
  #waiting: PromiseWithResolvers<void> | null = null;
  readonly #said: ImapResponse[] = [];
  #isTold = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  static async open(server: ImapServer): Promise<ImapConnection> {
    const { host, port, tls, ca } = server;
    const secret = { host, port, servername: host, ...(ca !== undefined && { ca }) };
    const socket = tls === "implicit" ? connectTls(secret) : connectPlain({ host, port });
    const signal = AbortSignal.timeout(CONNECT_MILLISECONDS);
    try {
      await once(socket, tls === "implicit" ? "secureConnect" : "connect", { signal });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    const connection = new ImapConnection(socket);
    try {
      await connection.next();
      if (tls === "start") {
        await connection.ask("STARTTLS");
        await connection.#encrypt(secret);
      }
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * @param more what is sent once the server asks for more.
   * @returns what it said before it was done.
   * @throws {ImapRefused} where it said no.
   */
  async ask(command: string, more?: string): Promise<ImapResponse[]> {
    const tag = this.send(command);
    const said: ImapResponse[] = [];
    for (;;) {
      const response = await this.next();
      if (response.text.startsWith("+") && more !== undefined) this.#write(`${more}\r\n`);
      else if (response.text.startsWith(`${tag} `)) {
        if (/^\S+ OK\b/i.test(response.text)) return said;
        // The server's own words may repeat a password, so they are left out.
        throw new ImapRefused(`the mailbox said no to ${command.split(" ").slice(0, 2).join(" ")}`);
      } else {
        said.push(response);
        this.#isTold ||= isNews(response);
      }
    }
  }

  /** Whether the server said since the last time, beside an answer, that mail came in: it says so once. */
  takeNews(): boolean {
    const isTold = this.#isTold;
    this.#isTold = false;
    return isTold;
  }

  /** @returns the tag by which it will be answered. */
  send(command: string): string {
    this.#tags += 1;
    const tag = `C${this.#tags}`;
    this.#write(`${tag} ${command}\r\n`);
    return tag;
  }

  /** Ends what was begun by IDLE. */
  sendBare(line: string): void {
    this.#write(`${line}\r\n`);
  }

  /** @param milliseconds of silence that are borne; then it throws, and the connection is of no use any more. */
  async next(milliseconds: number = SILENCE_MILLISECONDS): Promise<ImapResponse> {
    const timer = setTimeout(() => this.#fail(new Error("the mailbox is silent")), milliseconds);
    try {
      for (;;) {
        const response = this.#said.shift();
        if (response) return response;
        if (this.#fault) throw this.#fault;
        this.#waiting = Promise.withResolvers<void>();
        await this.#waiting.promise;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether something was said that nobody has read yet, or will be within a time. */
  async hasNext(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (this.#said.length > 0 || this.#fault) return true;
    this.#waiting = Promise.withResolvers<void>();
    const { promise, resolve } = this.#waiting;
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => resolve();
    signal.addEventListener("abort", stop, { once: true });
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    return this.#said.length > 0 || this.#fault !== null;
  }

  close(): void {
    this.#fail(new Error("the connection to the mailbox is closed"));
  }

  async #encrypt(secret: { host: string; servername: string; ca?: string }): Promise<void> {
    this.#socket.removeAllListeners("data");
    this.#pending = Buffer.alloc(0); // whatever was sent along in the open is none of the server's
    this.#said.length = 0;
    const socket = connectTls({ ...secret, socket: this.#socket });
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(CONNECT_MILLISECONDS) });
    this.#socket = socket;
    this.#listen();
  }

  #listen(): void {
    this.#socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error("the mailbox hung up")));
  }

  #write(text: string): void {
    if (this.#fault) throw this.#fault;
    this.#socket.write(text);
  }

  #fail(error: Error): void {
    this.#fault ??= error;
    this.#socket.destroy();
    this.#waiting?.resolve();
  }

  #read(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const end = this.#pending.indexOf("\r\n");
      if (end < 0) {
        if (this.#pending.length > MAX_LINE) this.#fail(new Error("the mailbox says a line without end"));
        return;
      }
      const line = this.#pending.toString("latin1", 0, end);
      const announced = /\{(\d+)\}$/.exec(line)?.[1];
      const size = announced === undefined ? 0 : Number(announced);
      if (size > MAX_LITERAL) {
        this.#fail(new Error("the mailbox sends more than it was asked for"));
        return;
      }
      if (this.#pending.length < end + 2 + size) return;
      this.#response.text += line;
      if (announced !== undefined)
        this.#response.literals.push(Uint8Array.from(this.#pending.subarray(end + 2, end + 2 + size)));
      this.#pending = this.#pending.subarray(end + 2 + size);
      if (announced !== undefined) continue;
      this.#said.push(this.#response);
      this.#response = { text: "", literals: [] };
      this.#waiting?.resolve();
    }
  }
}
