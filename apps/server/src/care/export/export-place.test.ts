import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginArtifact } from "@candor/document/artifact/begin-artifact.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { IMAGE_FOLDER, openImageFolder } from "../../artifact/image-files.ts";
import { PNG } from "../../artifact/testing/png.ts";
import { loadConfig } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { openDatabase } from "../../database/open-database.ts";
import { serverEntry } from "../../sync/snapshot/server-entry.ts";
import { exportPlace } from "./export-place.ts";

const AT = "2026-11-24T09:00:00.000Z";
const ID = "00000000-0000-4000-8000-00000000000a";
const IMAGE = "00000000-0000-4000-8000-00000000000b";
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "candor-export-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("an artifact is written as it reads, with its images, and so is one that stands elsewhere", async () => {
  const config = loadConfig({ CANDOR_DATA: join(folder, "data") });
  await openImageFolder(join(config.dataDirectory, IMAGE_FOLDER)).write(IMAGE, PNG);
  const database = await openDatabase(databaseConfig({}, config.dataDirectory));
  const row = {
    kind: "mission",
    audience: "people",
    ...{ title: "Mission", workspace_id: null, review_on: "2027-11-24" },
    ...{ reviewed_at: null, created_by: "ana", created_at: AT, closed_before: null },
  } as const;
  await database.db
    .insertInto("artifact")
    .values([
      { ...row, id: ID, form: "document", address: null },
      { ...row, id: IMAGE, form: "link", address: "https://docs.example/1" },
    ])
    .execute();
  await database.db
    .insertInto("artifact_image")
    .values({
      id: IMAGE,
      artifact_id: ID,
      type: "image/png",
      bytes: PNG.length,
      added_by: "ana",
      added_at: AT,
      unused_since: null,
    })
    .execute();
  const doc = new Y.Doc();
  beginArtifact(doc, {
    title: "Our mission",
    body: [
      { type: "paragraph", content: [{ type: "text", text: "We exist." }] },
      { type: "image", attrs: { src: `/api/artifacts/${ID}/images/${IMAGE}`, alt: "A shop" } },
    ],
  });
  const update = Y.encodeStateAsUpdate(doc);
  await database.log.append([serverEntry({ page: ID, clientId: doc.clientID, at: AT, update })]);
  await database.close();

  const written = await exportPlace(config, join(folder, "out"));
  expect(written).toMatchObject({ pages: 0, artifacts: 2 });
  const of = join(folder, "out", "artifacts", ID);
  const text = await readFile(join(of, "artifact.md"), "utf8");
  expect(text).toContain("# Our mission");
  expect(text).toContain("We exist.");
  expect(text).toContain(`![A shop](images/${IMAGE}.png)`);
  expect(new Uint8Array(await readFile(join(of, "images", `${IMAGE}.png`)))).toEqual(PNG);
  expect(JSON.parse(await readFile(join(of, "artifact.json"), "utf8"))).toMatchObject({ id: ID, comments: [] });
  const linked = join(folder, "out", "artifacts", IMAGE);
  expect(await readdir(linked)).toEqual(["artifact.json"]);
  expect(await readFile(join(linked, "artifact.json"), "utf8")).toContain("https://docs.example/1");
});
