import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { createLog } from "../http/log.ts";
import { type RunningServer, startServer } from "../start-server.ts";
import { Meter } from "./meter.ts";
import { writeMetrics } from "./write-metrics.ts";

let data: string;
let server: RunningServer | null = null;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "candor-metrics-"));
});
afterEach(async () => {
  await server?.stop();
  server = null;
  rmSync(data, { recursive: true, force: true });
});

test("what is counted reads as Prometheus wants it, buckets adding up", () => {
  const meter = new Meter();
  for (const seconds of [0.0005, 0.004, 0.004, 9]) meter.stored(3, seconds);
  meter.refused("causal_gap");
  const text = writeMetrics(meter.families());
  expect(text).toContain("candor_pushes_stored_total 12\n");
  expect(text).toContain('candor_refusals_total{code="causal_gap"} 1\n');
  expect(text).toContain('candor_commit_seconds_bucket{le="0.001"} 1\n');
  expect(text).toContain('candor_commit_seconds_bucket{le="0.005"} 3\n');
  expect(text).toContain('candor_commit_seconds_bucket{le="2.5"} 3\n');
  expect(text).toContain('candor_commit_seconds_bucket{le="+Inf"} 4\n');
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? [\d.e-]+)$/);
});

test("it is answered on a port of its own alone, and names nobody", async () => {
  const told: string[] = [];
  const log = createLog(
    "info",
    (line) => told.push(line),
    () => new Date(),
  );
  server = await startServer(loadConfig({ CANDOR_DATA: data, PORT: "0", CANDOR_METRICS_PORT: "0" }), log);
  const { address } = server;
  const signIn = await fetch(`${address}/api/auth/sign-in/anonymous`, { method: "POST", headers: { origin: address } });
  const cookie = signIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const page = randomUUID();
  await fetch(`${address}/api/pairs/${page}`, {
    method: "PUT",
    headers: { origin: address, cookie, "content-type": "application/json" },
    body: JSON.stringify({ myName: "Zarathustra", theirName: "Xanthippe", myRole: "manager", theirRole: "report" }),
  });
  const [vault, doc] = ["v".repeat(22), "d".repeat(22)];
  const change = (method: string, path: string, body: unknown) =>
    fetch(`${address}/api/notebook/vaults/${vault}${path}`, {
      method,
      headers: { origin: address, cookie, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await change("PUT", "", { follows: 0, manifest: "c2VhbGVk" });
  const record = { doc, device: "e".repeat(22), dseq: 1, kind: "update", bytes: "c2VhbGVk" };
  expect((await change("POST", "/records", { records: [record] })).status).toBe(200);
  await change("POST", "/records", { records: [record] });
  expect((await fetch(`${address}/metrics`)).status).toBe(404);
  const { port } = told.map((line) => JSON.parse(line)).find(({ message }) => message === "metrics");
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await answer.text();
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toContain("candor_storage_ok 1\n");
  expect(text).toContain("candor_mails_waiting 0\n");
  expect(text).toContain("candor_notebooks 1\n");
  expect(text).toContain("candor_notebook_bytes 262\n");
  expect(text).toContain("candor_note_records_stored_total 1\n");
  for (const secret of [page, vault, doc, "Zarathustra", "Xanthippe", cookie]) expect(text).not.toContain(secret);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
});
