import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, settle, textsOf, write } from "./testing/open-notebooks.ts";
import { texts } from "./texts.ts";

test("what does not come after a cleared browser is told without talking of another device, since there never was one", async () => {
  const server = new MemoryVaults();
  const { notebook, code } = await beginNotebook(server);
  for (const text of ["One", "Two", "Three"]) {
    write(notebook, text);
    await settle(notebook);
  }
  const doc = notebook.index.value.documents[0]?.doc;
  const fetch: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    if (!/records\?/.test(path)) return answer;
    const { records, more } = (await answer.json()) as NoteRecordsPage;
    return Response.json({ records: records.filter((one) => one.doc !== doc || one.dseq !== 2), more });
  };
  const { notebook: cleared } = await openElsewhere(server, code, fetch);
  expect(textsOf(cleared)).toEqual(["One"]);
  const [alarm] = cleared.alarms.value;
  expect(alarm?.type).toBe("missing");
  expect(texts.alarms.missing).toBe("A part of your notes did not come from the server.");
});
