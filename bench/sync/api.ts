import { SOCKET_PROTOCOL, type SocketTicket } from "@candor/protocol/http/access.ts";

/** A person signed in on a server, as a browser would be. */
export class Person {
  readonly address: string;
  readonly cookie: string;

  private constructor(address: string, cookie: string) {
    this.address = address;
    this.cookie = cookie;
  }

  static async signIn(address: string): Promise<Person> {
    const response = await fetch(`${address}/api/auth/sign-in/anonymous`, {
      method: "POST",
      headers: { origin: address },
    });
    if (!response.ok) throw new Error(`signing in failed: ${response.status} ${await response.text()}`);
    const cookie = response.headers.getSetCookie().map((each) => each.split(";")[0]);
    return new Person(address, cookie.join("; "));
  }

  /** Of a server that asks no more than who one is. */
  static named(address: string, name: string): Person {
    return new Person(address, `user=${name}`);
  }

  /** The same person at the same server, started anew on another port. */
  at(address: string): Person {
    return new Person(address, this.cookie);
  }

  /** What a socket is opened with: a ticket, where the server gives any. */
  async socketProtocols(): Promise<string[]> {
    const headers = { origin: this.address, cookie: this.cookie };
    const response = await fetch(`${this.address}/api/socket-tickets`, { method: "POST", headers });
    if (!response.ok) return [];
    const { ticket } = (await response.json()) as SocketTicket;
    return ticket === null ? [] : [SOCKET_PROTOCOL, `ticket.${ticket}`];
  }

  async createPair(id: string): Promise<void> {
    const response = await fetch(`${this.address}/api/pairs/${id}`, {
      method: "PUT",
      headers: { origin: this.address, cookie: this.cookie, "content-type": "application/json" },
      body: JSON.stringify({ myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" }),
    });
    if (!response.ok) throw new Error(`creating a pair failed: ${response.status} ${await response.text()}`);
  }
}

/** Asks as a browser would, each time from another place where the server trusts a proxy; what is refused is an error. */
export async function askAs(person: Person, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(person.address + path, {
    method,
    headers: {
      ...{ origin: person.address, cookie: person.cookie, "x-forwarded-for": anyAddress() },
      ...(body && { "content-type": "application/json" }),
    },
    body: body ? JSON.stringify(body) : null,
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

function anyAddress(): string {
  const [third = 0, fourth = 0] = crypto.getRandomValues(new Uint8Array(2));
  return `198.18.${third}.${fourth}`;
}

/** A page and who writes in it. */
export type OwnedPage = { page: string; person: Person };

const PAIRS_EACH = 50; // one person may have only so many

/** Pages for a load, by as few people as may have so many. */
export async function createPages(address: string, count: number): Promise<OwnedPage[]> {
  const pages: OwnedPage[] = [];
  for (let made = 0; made < count; made += PAIRS_EACH) {
    const person = await Person.signIn(address);
    const some = Math.min(PAIRS_EACH, count - made);
    pages.push(...Array.from({ length: some }, () => ({ page: crypto.randomUUID(), person })));
  }
  await inTurns(pages, 16, ({ page, person }) => person.createPair(page));
  return pages;
}

/** Does all of it, so many at a time. */
export async function inTurns<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
