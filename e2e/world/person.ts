import { type BrowserContext, type ConsoleMessage, expect, type Locator, type Page } from "@playwright/test";
import type { CandorServer } from "./candor-server.ts";
import { openPalette } from "./keys-heard.ts";

/** What a browser itself says where there is no server; an app can neither hinder nor hide it. */
const OUT_OF_REACH = /net::ERR_|WebSocket connection to|Failed to load resource/;

/** Somebody with a browser of their own. */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly server: CandorServer;
  /** the tab they look at */
  page: Page;
  #faults: string[] = [];
  #mayBeCutOff = false;
  #expected: RegExp[] = [];
  /** what went over the sync socket, for a test that fails */
  readonly wire: string[] = [];

  private constructor(name: string, context: BrowserContext, server: CandorServer, page: Page) {
    this.name = name;
    this.context = context;
    this.server = server;
    this.page = page;
  }

  static async begin(name: string, context: BrowserContext, server: CandorServer): Promise<Person> {
    const page = await context.newPage();
    const person = new Person(name, context, server, page);
    person.#watch(page);
    context.on("page", (next) => person.#watch(next));
    return person;
  }

  /** From now on the server may be out of reach for this person. */
  mayBeCutOff(): void {
    this.#mayBeCutOff = true;
  }

  async goOffline(): Promise<void> {
    this.mayBeCutOff();
    await this.context.setOffline(true);
  }

  async goOnline(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** Something this test does is rightly reported on the console. */
  mayReport(report: RegExp): void {
    this.#expected.push(report);
  }

  /** Nothing was logged as an error, thrown and not caught, or refused by the content policy. */
  expectNoFaults(): void {
    const faults = this.#faults
      .filter((fault) => !this.#expected.some((each) => each.test(fault)))
      .filter((fault) => !(this.#mayBeCutOff && OUT_OF_REACH.test(fault)));
    expect(faults, `faults in the browser of ${this.name}`).toEqual([]);
  }

  /** Begins a page with somebody from the start screen, and stands on it. */
  async firstMinute(other: string): Promise<void> {
    await this.page.goto(`${this.server.url}/`);
    await this.page.getByLabel("Who do you meet?").fill(other);
    await this.page.keyboard.press("Enter");
    await expect(this.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  }

  /** @returns the link that lets the other person in. */
  async invite(): Promise<string> {
    await this.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
    const dialog = this.page.getByRole("dialog");
    const ownName = dialog.getByLabel("Your name, as the invitation says it");
    await expect(dialog.getByRole("button", { name: "Make a link" })).toBeVisible();
    if (await ownName.isVisible()) await ownName.fill(this.name);
    await dialog.getByRole("button", { name: "Make a link" }).click();
    const link = await dialog.getByLabel("The link").inputValue();
    await this.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    return link;
  }

  /** Opens an invitation, gives the name, and stands on the page. */
  async join(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel("Your name").fill(this.name);
    await this.page.keyboard.press("Enter");
    await expect(this.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  }

  async expectHere(other: string): Promise<void> {
    await expect(this.page.getByRole("banner").getByText(`${other} is here`)).toBeVisible();
  }

  async addTopic(title: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Add a topic" }).fill(title);
    await this.page.keyboard.press("Enter");
    await expect(this.topic(title)).toBeVisible();
  }

  async addForLater(title: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Add for later" }).fill(title);
    await this.page.keyboard.press("Enter");
    await expect(this.topic(title)).toBeVisible();
  }

  async addAction(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Add an action" }).fill(text);
    await this.page.keyboard.press("Enter");
    await expect(this.action(text)).toBeVisible();
  }

  /** Points at the way back that is offered, which stays for as long as somebody does, however long the others take. */
  async pointAtUndo(): Promise<void> {
    await this.page.getByRole("button", { name: "Undo" }).last().hover();
  }

  get agenda(): Locator {
    return this.page.getByRole("list", { name: "Agenda" });
  }

  get hopper(): Locator {
    return this.page.getByRole("list", { name: "Hopper", exact: true });
  }

  /** The row of a topic, wherever it stands. */
  topic(title: string): Locator {
    return this.page
      .locator("[data-topic]")
      .filter({ has: this.page.getByRole("heading", { name: title, exact: true }) });
  }

  action(text: string): Locator {
    return this.page.locator("[data-action]").filter({ hasText: text });
  }

  /** Puts the cursor into the notes of a topic. */
  async openNotes(title: string): Promise<Locator> {
    await this.topic(title).focus();
    await this.page.keyboard.press("Enter");
    const editor = this.topic(title).locator('[role="textbox"][aria-multiline="true"]');
    await expect(editor).toBeFocused();
    return editor;
  }

  /** Puts the caret of the open notes before everything, and waits until it is there. */
  async putCaretAtStart(firstLine: string): Promise<void> {
    await expect(async () => {
      await this.page.keyboard.press("Control+Home");
      const caret = await this.page.evaluate(async () => {
        // The editor hears of it a moment later; what arrives before that puts the caret back to where it was.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        const selection = getSelection();
        return { line: selection?.anchorNode?.textContent, offset: selection?.anchorOffset };
      });
      expect(caret).toEqual({ line: firstLine, offset: 0 });
    }).toPass();
  }

  async expectTitles(list: Locator, titles: readonly string[]): Promise<void> {
    await expect(list.getByRole("heading")).toHaveText([...titles]);
  }

  /** Everything this person wrote is on the server's disk. */
  async expectSaved(): Promise<void> {
    await expect(this.page.locator("[data-sync]")).toHaveAttribute("data-sync", "saved");
  }

  async runFromPalette(command: string): Promise<void> {
    const field = await openPalette(this.page);
    await field.fill(command);
    await this.page.getByRole("option").filter({ hasText: command }).first().click();
  }

  #watch(page: Page): void {
    page.on("console", (message: ConsoleMessage) => {
      if (message.type() === "error") this.#faults.push(`${message.text()} ${message.location().url}`);
    });
    page.on("websocket", (socket) => {
      const note = (sign: string, payload: string | Buffer) =>
        this.wire.push(`${new Date().toISOString()} ${sign} ${printable(payload)}`);
      note("=", socket.url());
      socket.on("framesent", ({ payload }) => note(">", payload));
      socket.on("framereceived", ({ payload }) => note("<", payload));
      socket.on("close", () => note("=", "closed"));
    });
    page.on("pageerror", (error) => this.#faults.push(`${error.name}: ${error.message}\n${error.stack ?? ""}`));
  }
}

function printable(payload: string | Buffer): string {
  const text = typeof payload === "string" ? payload : `${payload[0]} ${payload.toString("latin1")}`;
  const hex = typeof payload === "string" ? "" : ` [${payload.subarray(-4).toString("hex")}]`;
  return text.replace(/[^\x20-\x7e]/g, "·").slice(0, 200) + hex;
}
