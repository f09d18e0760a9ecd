import type { Server } from "node:http";
import type { Socket } from "node:net";

const LONGEST_DRAIN_MILLISECONDS = 5_000;

const TOO_LONG = pageOf(
  "This was too long to come along.",
  "What another app shares comes in the address, and this is longer than an address can be. Nothing of it was taken, and nothing is gone where it came from: copy it there, <a href=/capture>open the form</a> and paste it.",
);

/**
 * Answers requests that could not be read, before anything of the app is asked. What is too long is as a rule words that
 * another app shared with one whose browser has let go of the service worker: whoever sits there reads a sentence.
 */
export function answerUnread(server: Server): void {
  server.on("clientError", (fault: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    if (!socket.writable) return; // answered already, and what still comes is passed over
    if (fault.code === "HPE_HEADER_OVERFLOW") {
      socket.end(TOO_LONG);
      // Cut off while it still sends, the other side would never read the answer.
      socket.resume();
      setTimeout(() => socket.destroy(), LONGEST_DRAIN_MILLISECONDS).unref();
      return;
    }
    const status = fault.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
    if (fault.code !== "ECONNRESET") socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    socket.destroy(fault);
  });
}

function pageOf(title: string, sentence: string): string {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>Candor</title><main><h1>${title}</h1><p>${sentence}</p></main></html>\n`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(html),
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return ["HTTP/1.1 431 Request Header Fields Too Large", ...lines, "", html].join("\r\n");
}
