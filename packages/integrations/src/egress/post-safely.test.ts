import { expect, test } from "vitest";
import { type Posted, postSafely } from "./post-safely.ts";
import { closeAll, serve } from "./testing/serve.ts";

const now = () => new Date("2026-11-26T08:00:00Z");
const quick = { firstByteMilliseconds: 300, milliseconds: 600, bytes: 0 };

function post(origin: string, allowed: readonly string[] = [origin]): Promise<Posted> {
  const request = { address: `${origin}/hook`, allowed, body: '{"text":"Grüße"}' };
  return postSafely({ ...request, headers: { "content-type": "application/json" } }, now, quick);
}

test("what is told arrives whole, and of the answer nothing but its state is read", async () => {
  const heard: string[] = [];
  const origin = await serve(async (request, response) => {
    heard.push(`${request.method} ${request.headers["content-type"]}`);
    for await (const chunk of request.setEncoding("utf8")) heard.push(chunk);
    response.writeHead(200).end("words of an inner page");
  });
  expect(await post(origin)).toEqual({ type: "answered", status: 200, retryAfterMilliseconds: null });
  expect(heard).toEqual(["POST application/json", '{"text":"Grüße"}']);
});

test("how long to wait is read as seconds and as a date", async () => {
  const origin = await serve((_request, response) => response.writeHead(429, { "retry-after": "7" }).end());
  expect(await post(origin)).toEqual({ type: "answered", status: 429, retryAfterMilliseconds: 7000 });
  const dated = await serve((_request, response) =>
    response.writeHead(503, { "retry-after": "Thu, 26 Nov 2026 08:01:00 GMT" }).end(),
  );
  expect(await post(dated)).toEqual({ type: "answered", status: 503, retryAfterMilliseconds: 60_000 });
});

test("a redirect is followed nowhere, not even to who is vouched for", async () => {
  let isTold = false;
  const other = await serve((_request, response) => {
    isTold = true;
    response.end();
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const origin = await serve((_request, response) => response.writeHead(status, { location: other }).end());
    expect(await post(origin, [origin, other])).toEqual({
      ...{ type: "failed", fault: "too_many_redirects", mayHaveArrived: true },
    });
  }
  expect(isTold).toBe(false);
});

test("it is known whether anything may have arrived where nothing was answered", async () => {
  const silent = await serve(() => undefined);
  expect(await post(silent)).toEqual({ type: "failed", fault: "too_slow", mayHaveArrived: true });
  const dying = await serve((request) => request.socket.destroy());
  expect(await post(dying)).toEqual({ type: "failed", fault: "broken_off", mayHaveArrived: true });
  const gone = await serve(() => undefined);
  await closeAll();
  expect(await post(gone)).toEqual({ type: "failed", fault: "unreachable", mayHaveArrived: false });
  expect(await post("https://127.0.0.1", [])).toEqual({
    ...{ type: "failed", fault: "not_allowed", mayHaveArrived: false },
  });
});

test("an answer that breaks off after its state has taken what was told", async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("o", () => response.destroy());
  });
  expect(await post(origin)).toMatchObject({ type: "answered", status: 200 });
});
