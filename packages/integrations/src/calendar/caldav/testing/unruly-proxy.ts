import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type UnrulyProxy = {
  origin: string;
  /** From now on it answers so, and passes nothing on; null: as always. */
  disturb(trouble: { status: number; retryAfter?: string } | "silent" | null): void;
  /** what was asked, as method and path */
  asked: string[];
  close(): Promise<void>;
};

/** Stands before a real server, and can be told to misbehave. Who may pass is asked here where the server asks nobody. */
export async function startUnrulyProxy(to: string, authorization: string | null): Promise<UnrulyProxy> {
  let trouble: Parameters<UnrulyProxy["disturb"]>[0] = null;
  const silent = new Set<ServerResponse>();
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (trouble === "silent") return void silent.add(answer);
    if (trouble !== null) {
      const { status, retryAfter } = trouble;
      return void answer.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end();
    }
    if (authorization !== null && incoming.headers.authorization !== authorization)
      return void answer.writeHead(401, { "www-authenticate": 'Basic realm="test"' }).end();
    const { host, port } = new URL(to);
    const passed = request(
      { host: "127.0.0.1", port, method: incoming.method ?? "GET", path: incoming.url, headers: incoming.headers },
      (response) => {
        const headers = { ...response.headers };
        // Servers that name themselves in a redirect name the one behind.
        if (headers.location !== undefined)
          headers.location = headers.location.replace(`//${host}`, `//${incoming.headers.host}`);
        answer.writeHead(response.statusCode ?? 502, headers);
        response.pipe(answer);
      },
    );
    passed.on("error", () => answer.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    disturb(next) {
      trouble = next;
      for (const answer of silent) answer.destroy();
      silent.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
