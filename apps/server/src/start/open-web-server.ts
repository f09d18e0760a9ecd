import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { Config } from "../config.ts";
import { refuseUpgrade } from "../sync/hub/answer-upgrade.ts";
import type { SyncHub } from "../sync/hub/create-hub.ts";
import { answerUnread } from "./answer-unread.ts";
import type { OpenParts } from "./close-all.ts";

export type WebServer = {
  /** @returns the port. @throws {Error} with a sentence for whoever starts it. */
  listen(): Promise<number>;
};

/**
 * How long, in milliseconds, somebody may take over the headers and over a whole request. The largest request, 32 MiB of
 * a page that a device gives back, takes two minutes on a line of 2 Mbit/s.
 */
export const SOCKET_TIMES = { headersTimeout: 15_000, requestTimeout: 180_000, connectionsCheckingInterval: 5_000 };

/** What another app shares comes in the address, as long as that may be where nothing in the browser takes it. */
export const SERVER_OPTIONS = { ...SOCKET_TIMES, maxHeaderSize: 65_536 };

/** The one door: requests to the app, sockets to the hub, as far as this node does either. */
export function openWebServer(config: Config, { app, hub }: { app: Hono; hub: SyncHub }, open: OpenParts): WebServer {
  const { services } = config;
  const answer: typeof app.fetch = services.has("web") ? app.fetch : onlyWhetherItWorks(app.fetch);
  const server = createAdaptorServer({
    fetch: ofOneHost(readToItsEnd(answer)),
    serverOptions: SERVER_OPTIONS,
  }) as Server;
  answerUnread(server);
  server.on("upgrade", (request, socket, head) => {
    if (services.has("sync") && request.url?.split("?")[0] === "/sync") hub.upgrade(request, socket, head);
    else refuseUpgrade(socket, 404);
  });
  open.push(async () => server.closeAllConnections());
  open.push(() => hub.stop());
  return {
    async listen() {
      const { port } = await listen(server, config);
      open.push(async () => {
        server.close();
      });
      return port;
    },
  };
}

type Answer = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** Node lets a second Host pass, of which a proxy may have read the other (RFC 9112 §3.2). */
export function ofOneHost(answer: Answer): Answer {
  return (request, env) => {
    const names = env.incoming.rawHeaders.filter((_, index) => index % 2 === 0);
    if (names.filter((name) => name.toLowerCase() === "host").length > 1)
      return new Response("One host, please.\n", { status: 400 });
    return answer(request, env);
  };
}

/**
 * Passes over what is left of a body that nobody wanted, such as one that is too large. Else it stands before the next request
 * on its connection, which waits for half a second and is then cut off with it.
 */
export function readToItsEnd(answer: Answer): Answer {
  return (request, env) => {
    const answered = answer(request, env);
    if (request.method === "GET" || request.method === "HEAD") return answered;
    return Promise.resolve(answered).then((response) => {
      const { body } = request;
      if (!env.incoming.readableEnded && body && !body.locked) body.pipeTo(new WritableStream()).catch(() => undefined);
      return response;
    });
  };
}

/** For a node without `web`: whoever supervises it may still ask how it is. */
function onlyWhetherItWorks<Rest extends unknown[]>(
  fetch: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): typeof fetch {
  return (request, ...rest) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz" || pathname === "/readyz") return fetch(request, ...rest);
    return new Response("This server has no pages; another one does.\n", { status: 404 });
  };
}

async function listen(server: Server, { host, port }: Config): Promise<AddressInfo> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new Error(`Port ${port} is taken. Is Candor running already? Set PORT to use another one.`, {
        cause: error,
      });
    }
    throw error;
  }
  return server.address() as AddressInfo;
}
