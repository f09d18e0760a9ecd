import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SyncServer } from "../testing/sync-server.ts";
import { PAGE, TestTab } from "../testing/test-tab.ts";

let server: SyncServer;

beforeEach(async () => {
  server = await SyncServer.start();
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
});

afterEach(async () => {
  await server.stop();
  expect(server.faults).toEqual([]);
});

describe("two people on one page", () => {
  test("what one writes is stored, acknowledged and reaches the other", async () => {
    const [ana, ben] = [await TestTab.open(server, "ana"), await TestTab.open(server, "ben")];
    ana.write("Budget");
    await ana.acknowledged();
    await ben.receiveUpdate();
    expect(ben.peer.json()).toEqual(ana.peer.json());
    expect(server.log.rows).toMatchObject([{ page: PAGE, userId: "ana", member: "a", cseq: 1 }]);
  });
});
