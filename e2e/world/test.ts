import { writeFile } from "node:fs/promises";
import { type BrowserContextOptions, test as base } from "@playwright/test";
import { CandorServer } from "./candor-server.ts";
import { Person } from "./person.ts";

type World = {
  /** a server of this test's own */
  server: CandorServer;
  /** a person with a browser of their own, nothing open yet */
  newPerson: (name: string, options?: BrowserContextOptions) => Promise<Person>;
};

export const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  server: async ({}, use, testInfo) => {
    const server = await CandorServer.start();
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },

  newPerson: async ({ browser, server }, use, testInfo) => {
    const people: Person[] = [];
    await use(async (name, options = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      const person = await Person.begin(name, context, server);
      people.push(person);
      return person;
    });
    for (const person of people) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await writeFile(testInfo.outputPath(`wire-${person.name}.txt`), person.wire.join("\n"));
      }
      person.expectNoFaults();
      await person.context.close();
    }
  },
});
