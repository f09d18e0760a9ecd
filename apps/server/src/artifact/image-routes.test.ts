import { randomUUID } from "node:crypto";
import { beginArtifact } from "@candor/document/artifact/begin-artifact.ts";
import type { ArtifactImage } from "@candor/protocol/http/artifact.ts";
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  ORIGIN,
  openApp,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import { serverEntry } from "../sync/snapshot/server-entry.ts";
import { collectImages } from "./collect-images.ts";
import { StoreUnreachable } from "./image-files.ts";
import { PNG } from "./testing/png.ts";

const MEGABYTE = 1024 * 1024;
const BYTES = "application/octet-stream";
const HTML = "<!doctype html><script>alert(1)</script>";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

describeEachEngine("images of artifacts", (engine) => {
  const current = shareDatabase(engine);
  let app: ReturnType<typeof openApp>;
  let ana: Visitor;
  let cleo: Visitor;
  let artifact: string;

  beforeEach(async () => {
    app = openApp(current());
    [ana, cleo] = [await app.person("Ana"), await app.person("Cleo")];
    artifact = await startBy(ana);
  });

  const startBy = async (by: Visitor) => {
    const id = randomUUID();
    const { status } = await by.put(`/api/artifacts/${id}`, { kind: "mission", form: "document", title: "Why" });
    expect(status).toBe(200);
    return id;
  };

  const send = async (by: Visitor, id: string, body: RequestInit["body"], more: Record<string, string> = {}) => {
    const headers = { cookie: by.cookie(), origin: ORIGIN, "content-type": BYTES, ...more };
    const init = { method: "POST", headers, body: body ?? null, duplex: "half" };
    return app.app.request(`${ORIGIN}/api/artifacts/${id}/images`, init);
  };

  const sent = async (by: Visitor, id: string) => {
    const answer = await send(by, id, PNG);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as ArtifactImage).src;
  };

  const see = (by: Visitor, src: string, headers: Record<string, string> = {}) =>
    app.app.request(`${ORIGIN}${src}`, { headers: { cookie: by.cookie(), ...headers } });

  const kept = async () => (await current().db.selectFrom("artifact_image").select("id").execute()).length;

  test("an image is given out as what it is, to be shown and never run", async () => {
    const src = await sent(ana, artifact);
    const answer = await see(ana, src);
    expect(answer.status).toBe(200);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "cache-control": "private, no-cache",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
    });
    const etag = answer.headers.get("etag") ?? "";
    expect((await see(ana, src, { "if-none-match": etag })).status).toBe(304);
  });

  test("what is no image, whatever it is called, is refused and kept nowhere", async () => {
    const before = await kept();
    const png = new TextDecoder("latin1").decode(PNG);
    for (const [what, body] of [
      ["a page", HTML],
      ["a drawing that can run", SVG],
      ["an image with a page behind it", Buffer.from(png + HTML, "latin1")],
      ["an image that was cut off", PNG.slice(0, -5)],
      ["nothing", new Uint8Array()],
    ] as const)
      expect([what, (await send(ana, artifact, body)).status]).toEqual([what, 400]);
    for (const type of ["image/png", "text/html", "multipart/form-data; boundary=x", "text/plain"])
      expect([type, (await send(ana, artifact, PNG, { "content-type": type })).status]).toEqual([type, 415]);
    expect((await send(ana, artifact, PNG, { origin: "https://evil.example" })).status).toBe(403);
    expect(await kept()).toBe(before);
  });

  test("an image that is too large is refused before all of it was read", async () => {
    const nine = await send(ana, artifact, new Uint8Array(9 * MEGABYTE));
    expect([nine.status, await nine.json()]).toMatchObject([413, { type: "/problems/image_too_large" }]);
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        given += 1;
        if (given > 200) stream.close();
        else stream.enqueue(new Uint8Array(MEGABYTE));
      },
    });
    expect((await send(ana, artifact, endless)).status).toBe(413);
    expect(given).toBeLessThan(12);
    const said = await send(ana, artifact, PNG, { "content-length": String(200 * MEGABYTE) });
    expect(said.status).toBe(413);
  });

  test("an artifact holds no more than two hundred megabytes of images", async () => {
    const row = {
      id: randomUUID(),
      artifact_id: artifact,
      type: "image/png",
      added_by: "x",
      added_at: "2026-11-24",
      unused_since: null,
    };
    await current()
      .db.insertInto("artifact_image")
      .values({ ...row, bytes: 200 * MEGABYTE - PNG.length })
      .execute();
    await sent(ana, artifact);
    const over = await send(ana, artifact, PNG);
    expect([over.status, await over.json()]).toMatchObject([409, { type: "/problems/too_many_images" }]);
  });

  test("nobody puts in more than a thousand megabytes of images, in however many artifacts", async () => {
    const { db } = current();
    const anas = ((await ana.get("/api/me")).body as { userId: string }).userId;
    const other = await startBy(cleo);
    const row = { artifact_id: other, type: "image/png", added_by: anas, added_at: "2026-11-24", unused_since: null };
    const most = 1_000 * MEGABYTE - PNG.length;
    await db
      .insertInto("artifact_image")
      .values({ ...row, id: randomUUID(), bytes: most })
      .execute();
    await sent(ana, artifact);
    const over = await send(ana, artifact, PNG);
    expect([over.status, await over.json()]).toMatchObject([409, { type: "/problems/too_many_images_of_yours" }]);
    await sent(cleo, await startBy(cleo)); // somebody else has room
  });

  test("where the store cannot be reached an image is refused with why, and nothing is lost", async () => {
    const src = await sent(ana, artifact);
    const { images } = app.parts.artifacts;
    const { read, write } = images;
    const away = async () => {
      throw new StoreUnreachable("away");
    };
    Object.assign(images, { read: away, write: away });
    const before = await kept();
    for (const answer of [await send(ana, artifact, PNG), await see(ana, src)])
      expect([answer.status, await answer.json()]).toMatchObject([503, { type: "/problems/store_unreachable" }]);
    expect(await kept()).toBe(before);
    Object.assign(images, { read, write });
    expect((await see(ana, src)).status).toBe(200);
  });

  test("what nothing shows any more goes after ninety days, and what is shown or brought back in time stays", async () => {
    const { db, log } = current();
    const [used, unused, back] = [await sent(ana, artifact), await sent(ana, artifact), await sent(ana, artifact)];
    const show = async (...srcs: string[]) => {
      const doc = new Y.Doc();
      const body = srcs.map((src) => ({ type: "image" as const, attrs: { src, alt: "" } }));
      beginArtifact(doc, { title: "Why", body });
      const update = Y.encodeStateAsUpdate(doc);
      await log.append([
        serverEntry({ page: artifact, clientId: doc.clientID, at: "2026-11-24T09:00:00.000Z", update }),
      ]);
    };
    const { images } = app.parts.artifacts;
    const stray = randomUUID();
    await images.write(stray, PNG);
    await show(used);
    const day = async (days: number) => {
      const { added_at } = await db
        .selectFrom("artifact_image")
        .select("added_at")
        .where("artifact_id", "=", artifact)
        .executeTakeFirstOrThrow();
      return new Date(Math.max(Date.parse(added_at), Date.now()) + days * 86_400_000);
    };
    const collect = async (days: number) => collectImages(current(), images, await day(days));
    expect(await collect(0)).toEqual({ unused: 0, stray: 0 }); // it may be on its way into the text
    expect(await collect(2)).toMatchObject({ unused: 0, stray: 1 });
    expect(await images.read(stray)).toBeNull();
    await show(back);
    expect(await collect(60)).toMatchObject({ unused: 0 });
    expect((await collect(93)).unused).toBeGreaterThan(0);
    for (const [src, status] of [
      [used, 200],
      [back, 200],
      [unused, 404],
    ] as const)
      expect([src === unused, (await see(ana, src)).status]).toEqual([src === unused, status]);
    expect(await images.read(unused.slice(-36))).toBeNull();
  });

  test("an image is seen by whoever may read its artifact, for as long as they may, and by nobody else", async () => {
    const src = await sent(ana, artifact);
    const unknown = await see(cleo, src.replace(/.{12}$/, "0".repeat(12)));
    const notHers = await see(cleo, src);
    expect([notHers.status, await notHers.text()]).toEqual([404, await unknown.text()]);
    expect((await send(cleo, artifact, PNG)).status).toBe(404);
    expect((await app.app.request(`${ORIGIN}${src}`)).status).toBe(401);

    // of another artifact, under the address of one's own
    const hers = await startBy(cleo);
    expect((await see(cleo, src.replace(artifact, hers))).status).toBe(404);

    const others = await beginPair(ana);
    await acceptAs(cleo, await inviteTo(ana, others), "Cleo");
    await ana.post(`/api/artifacts/${artifact}/people`, { pair: others.id, role: "reader" });
    const read = await see(cleo, src);
    expect(read.status).toBe(200);
    expect((await send(cleo, artifact, PNG)).status).toBe(404); // readers read

    await ana.delete(`/api/artifacts/${artifact}/people/p2`);
    expect((await see(cleo, src)).status).toBe(404);
    // nor is she told that what she has still holds
    expect((await see(cleo, src, { "if-none-match": read.headers.get("etag") ?? "" })).status).toBe(404);
  });

  test("with its artifact an image is gone, from the disk as well", async () => {
    const src = await sent(ana, artifact);
    const id = src.slice(-36);
    expect(await app.parts.artifacts.images.read(id)).toEqual(Buffer.from(PNG));
    await ana.delete(`/api/artifacts/${artifact}`);
    expect(await app.parts.artifacts.images.read(id)).toBeNull();
    expect((await see(ana, src)).status).toBe(404);
  });

  test("an image that comes while its artifact is taken away leaves nothing behind", async () => {
    const { images } = app.parts.artifacts;
    const written: string[] = [];
    const write = images.write.bind(images);
    images.write = async (id, bytes) => {
      await write(id, bytes);
      written.push(id);
      await ana.delete(`/api/artifacts/${artifact}`);
    };
    expect((await send(ana, artifact, PNG)).status).toBe(404);
    expect(written).toHaveLength(1);
    for (const id of written) expect(await images.read(id)).toBeNull();
  });
});
