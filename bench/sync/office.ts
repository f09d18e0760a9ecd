import { askAs, Person } from "./api.ts";
import type { ServerProcess } from "./start-server.ts";

type Created = { id: string; secret: string };

/** The first workspace of a server, and its owner, as the product's own routes make them. */
export class Office {
  readonly #owner: Person;
  readonly #base: string;

  private constructor(owner: Person, base: string) {
    this.#owner = owner;
    this.#base = base;
  }

  static async begin(server: ServerProcess): Promise<Office> {
    const owner = await Person.signIn(server.address);
    const secret = new URL(await server.setupLink).hash.slice(1);
    const names = { name: "The office", myName: "Olga", timeZone: "Europe/Berlin" };
    const { id } = (await askAs(owner, "POST", "/api/setup", { secret, ...names })) as { id: string };
    return new Office(owner, `/api/workspaces/${id}`);
  }

  /** @returns their id on the chart, once they have joined. */
  async join(person: Person, name: string, manager: string | null): Promise<string> {
    const { id } = (await askAs(this.#owner, "POST", `${this.#base}/people`, { name, manager })) as { id: string };
    const invited = (await askAs(this.#owner, "POST", `${this.#base}/people/${id}/invitations`)) as Created;
    await askAs(person, "POST", `/api/workspace-invitations/${invited.id}/accept`, { secret: invited.secret });
    return id;
  }

  async beginPage(manager: Person, page: string, report: string): Promise<void> {
    const wanted = { person: report, relation: "report", iAm: "above" };
    await askAs(manager, "PUT", `${this.#base}/pairs/${page}`, wanted);
  }

  /** Takes their manager from somebody from today on, which freezes the page of the two. */
  async endManaging(report: string): Promise<void> {
    const { today } = (await askAs(this.#owner, "GET", `${this.#base}/people`)) as { today: string };
    await this.#ask(`${report}/manager`, { manager: null, from: today, preview: false });
  }

  async takeOut(person: string): Promise<void> {
    await this.#ask(`${person}/leave`);
  }

  async #ask(path: string, body?: object): Promise<void> {
    await askAs(this.#owner, "POST", `${this.#base}/people/${path}`, body);
  }
}
