import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { openImageFolder, StoreUnreachable } from "./image-files.ts";
import { openImageStore } from "./image-store.ts";
import { moveImages } from "./move-images.ts";
import { openImages } from "./open-images.ts";
import { startTestStore, type TestStore } from "./testing/s3-server.ts";

const AWAY = StoreUnreachable;
let store: TestStore;
let data: string;

beforeEach(async () => {
  store = await startTestStore();
  data = await mkdtemp(join(tmpdir(), "candor-store-"));
});
afterEach(async () => {
  await store.close();
  await rm(data, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const configured = () => {
  const { endpoint, bucket, region, keyId, secretKey, prefix } = store.config;
  return loadConfig({
    ...{ CANDOR_DATA: data, CANDOR_S3_ENDPOINT: endpoint, CANDOR_S3_BUCKET: bucket, CANDOR_S3_REGION: region },
    ...{ CANDOR_S3_KEY_ID: keyId, CANDOR_S3_SECRET_KEY: secretKey, CANDOR_S3_PREFIX: prefix },
  });
};

test("an image is put into a store that checks every signature, read, listed and taken out again", async () => {
  const images = openImageStore(store.config);
  const ids = Array.from({ length: 5 }, () => randomUUID());
  for (const id of ids) await images.write(id, bytes(`image ${id}`));
  store.objects.set("images/notes.txt", Buffer.from("somebody else's"));
  expect((await images.list()).map(({ id }) => id).sort()).toEqual([...ids].sort());
  const [one = ""] = ids;
  expect(new TextDecoder().decode((await images.read(one)) ?? undefined)).toBe(`image ${one}`);
  await images.remove(one);
  await images.remove(one);
  expect(await images.read(one)).toBeNull();
  await expect(images.read("../secret")).rejects.toThrow(RangeError);
});

test("a wrong key, a wrong bucket and a store that is away or broken say so, and nothing is taken for missing", async () => {
  const id = randomUUID();
  await openImageStore(store.config).write(id, bytes("x"));
  const wrongKey = openImageStore({ ...store.config, secretKey: "guessed" });
  await expect(wrongKey.read(id)).rejects.toThrow(/refuses: 403 SignatureDoesNotMatch/);
  await expect(wrongKey.write(id, bytes("y"))).rejects.toThrow(AWAY);
  await expect(openImageStore({ ...store.config, keyId: "other" }).list()).rejects.toThrow(/InvalidAccessKeyId/);
  await expect(openImageStore({ ...store.config, bucket: "another-one" }).read(id)).rejects.toThrow(/NoSuchBucket/);
  const images = openImageStore(store.config);
  for (const mood of ["away", "broken"] as const) {
    store.mood = mood;
    await expect(images.read(id)).rejects.toThrow(AWAY);
    await expect(images.write(id, bytes("y"))).rejects.toThrow(AWAY);
    await expect(images.remove(id)).rejects.toThrow(AWAY);
    await expect(images.list()).rejects.toThrow(AWAY);
  }
  store.mood = "well";
  expect(new TextDecoder().decode((await images.read(id)) ?? undefined)).toBe("x");
});

test("what lay in the folder is found there until it is moved, and afterwards in the store alone", async () => {
  const folder = openImageFolder(join(data, "images"));
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) await folder.write(id, bytes(id));
  const config = configured();
  const images = openImages(config);
  for (const id of ids) expect(new TextDecoder().decode((await images.read(id)) ?? undefined)).toBe(id);

  store.mood = "away";
  await expect(moveImages(config)).rejects.toThrow(AWAY);
  expect((await readdir(join(data, "images"))).sort()).toEqual([...ids].sort()); // nothing is lost
  store.mood = "well";
  expect(await moveImages(config)).toEqual({ moved: 3 });
  expect(await moveImages(config)).toEqual({ moved: 0 });
  expect(await readdir(join(data, "images"))).toEqual([]);
  for (const id of ids) expect(new TextDecoder().decode((await images.read(id)) ?? undefined)).toBe(id);
  expect((await images.list()).length).toBe(3);
  await images.remove(ids[0] ?? "");
  expect(await images.read(ids[0] ?? "")).toBeNull();
});

test("settings that are not whole stop the start, each with what it should be", () => {
  const settings = { CANDOR_S3_ENDPOINT: "https://s3.example.org/bucket", CANDOR_S3_BUCKET: "No Bucket" };
  const problems = () => {
    try {
      loadConfig({ ...settings, CANDOR_S3_PREFIX: "images" });
      return "";
    } catch (error) {
      return String(error);
    }
  };
  for (const word of [
    "CANDOR_S3_KEY_ID, CANDOR_S3_SECRET_KEY",
    "without a path",
    "name of a bucket",
    "end with a slash",
  ])
    expect(problems()).toContain(word);
  expect(loadConfig({}).imageStore).toBeNull();
});
