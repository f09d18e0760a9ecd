import { randomUUID } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, expect, test } from "vitest";
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
import { fileNameOf } from "./artifact-file.ts";
import { PNG } from "./testing/png.ts";

describeEachEngine("files of artifacts", (engine) => {
  const current = shareDatabase(engine);
  let app: ReturnType<typeof openApp>;
  let ana: Visitor;
  let ben: Visitor;

  beforeEach(async () => {
    app = openApp(current());
    [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    await acceptAs(ben, await inviteTo(ana, await beginPair(ana)), "Ben");
  });

  const start = async (by: Visitor) => {
    const id = randomUUID();
    await by.put(`/api/artifacts/${id}`, { kind: "mission", form: "document", title: "Why: “we” / are?" });
    return id;
  };
  const putImage = async (by: Visitor, id: string) => {
    const headers = { cookie: by.cookie(), origin: ORIGIN, "content-type": "application/octet-stream" };
    const sent = await app.app.request(`${ORIGIN}/api/artifacts/${id}/images`, { method: "POST", headers, body: PNG });
    return ((await sent.json()) as { src: string }).src;
  };
  const write = (id: string, src: string) =>
    app.parts.artifacts.edit(id, {
      change: {
        type: "begin",
        title: "Why: “we” / are?",
        body: [{ type: "image", attrs: { src, alt: "a shelf" } }],
        points: [],
      },
      isWanted: async () => true,
      note: [],
    });
  const take = async (by: Visitor, id: string, format: string) => {
    const headers = { cookie: by.cookie() };
    const answer = await app.app.request(`${ORIGIN}/api/artifacts/${id}/files/${format}`, { headers });
    return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };

  test("whoever may read it takes it along as each kind of file, with its images, its owner and its review", async () => {
    const id = await start(ana);
    await write(id, await putImage(ana, id));
    const { bytes, headers, status } = await take(ana, id, "md");
    expect([status, headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''Why%20.*are\.zip$/);
    const files = unzipSync(bytes);
    expect(strFromU8(files["text.md"] ?? new Uint8Array())).toContain("_Owner: Ana_");
    expect(strFromU8(files["text.md"] ?? new Uint8Array())).toContain("Next review: 2027-11-24");
    expect(files["images/1.png"]).toEqual(PNG);
    const starts = { html: "<!doctype html>", docx: "PK", pdf: "%PDF-" };
    for (const [format, start] of Object.entries(starts)) {
      const file = await take(ana, id, format);
      expect([format, file.status, strFromU8(file.bytes.slice(0, start.length), true)]).toEqual([format, 200, start]);
    }
    expect((await take(ana, id, "exe")).status).toBe(404);
    expect((await take(ben, id, "md")).status).toBe(404);
  });

  test("an image of somebody else's artifact is taken along by nobody, whatever address stands in the text", async () => {
    const [hers, his] = [await start(ana), await start(ben)];
    const src = await putImage(ana, hers);
    await write(his, src);
    for (const format of ["md", "html", "docx"])
      expect(strFromU8((await take(ben, his, format)).bytes, true)).not.toContain(strFromU8(PNG.slice(20, 60), true));
    expect(strFromU8((await take(ben, his, "md")).bytes)).toContain("a shelf");
  });
});

test("a file is called what the artifact is called, as far as file systems take it", () => {
  expect(fileNameOf("Why: we/are\u202e?", "pdf")).toBe("Why we are.pdf");
  expect(fileNameOf("../..", "md")).toBe("artifact.md");
  expect(fileNameOf("Миссия", "docx")).toBe("Миссия.docx");
});
