import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { forgetDatabases } from "./forget-databases.ts";

test("whoever signs out leaves nothing behind beside their pages, though another tab has it open", async () => {
  const factory = new IDBFactory();
  for (const name of ["candor-notebook", "candor-inbox", "candor-visits", "candor", "other"]) {
    const request = factory.open(name, 1);
    await new Promise((done) => {
      request.onsuccess = done;
    });
    const database = request.result;
    if (name === "candor-visits")
      database.onversionchange = () => database.close(); // another tab
    else database.close();
  }
  await forgetDatabases(factory);
  expect((await factory.databases()).map(({ name }) => name)).toEqual(["candor", "other"]);
});

test("a browser without databases, or one that refuses them, is no fault", async () => {
  await forgetDatabases(null);
  await forgetDatabases({
    deleteDatabase: () => {
      throw new Error("forbidden");
    },
  });
});
