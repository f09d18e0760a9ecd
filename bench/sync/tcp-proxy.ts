import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";

/** Stands between a server and its PostgreSQL, and can cut, hold up and slow down what passes. */
export class TcpProxy {
  readonly url: string;
  private readonly pairs = new Set<[Socket, Socket]>();
  private readonly close: () => void;
  private mode: "open" | "cut" | "held" = "open";
  private delayMs = 0;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.close = close;
  }

  /** @param url of a cluster that listens on a socket in a folder. */
  static async before(url: string): Promise<TcpProxy> {
    const folder = new URL(url).searchParams.get("host") ?? "";
    const server = createServer((client) => proxy.accept(client, join(folder, ".s.PGSQL.5432")));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const proxy = new TcpProxy(`postgres://candor@127.0.0.1:${port}${new URL(url).pathname}`, () => server.close());
    return proxy;
  }

  /** Every connection ends, and none can be made. */
  cut(): void {
    this.mode = "cut";
    for (const [client, server] of this.pairs) for (const socket of [client, server]) socket.destroy();
  }

  /** Nothing passes any more, and nobody is told. */
  hold(): void {
    this.mode = "held";
    for (const [client, server] of this.pairs) for (const socket of [client, server]) socket.pause();
  }

  delay(milliseconds: number): void {
    this.delayMs = milliseconds;
  }

  heal(): void {
    this.mode = "open";
    this.delayMs = 0;
    for (const [client, server] of this.pairs) for (const socket of [client, server]) socket.resume();
  }

  end(): void {
    this.cut();
    this.close();
  }

  private accept(client: Socket, path: string): void {
    client.on("error", () => undefined);
    if (this.mode === "cut") {
      client.destroy();
      return;
    }
    const server = connect(path);
    const pair: [Socket, Socket] = [client, server];
    this.pairs.add(pair);
    for (const [from, to] of [pair, [server, client] as [Socket, Socket]]) {
      from.setNoDelay?.(true);
      from.on("data", (data) => this.pass(Buffer.from(data), to));
      from.on("error", () => undefined);
      from.on("close", () => {
        to.destroy();
        this.pairs.delete(pair);
      });
      if (this.mode === "held") from.pause();
    }
  }

  private pass(data: Buffer, to: Socket): void {
    // Later and in the same order: a timer of the same length comes after those before it.
    if (this.delayMs === 0) to.write(data);
    else setTimeout(() => to.write(data), this.delayMs);
  }
}
