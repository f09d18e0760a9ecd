import type { MeetingWorth, Worth } from "@candor/protocol/http/meeting.ts";
import type { Me, Pair } from "@candor/protocol/http/people.ts";
import type { MarkQuestion, OwnQuestion } from "@candor/protocol/http/question.ts";
import { TestBrowser } from "../../offline/testing/test-browser.ts";
import type { Fetch } from "../api-client.ts";

const ME: Me = { userId: "ana", name: "Ana", anonymous: true };
const REFUSED = { title: "There is nothing here for you.", status: 404 };

/** The server's part in personal records, in memory: what it was told, and faults when a test wants them. */
export class RecordsServer {
  /** every change that reached it, in order */
  readonly log: string[] = [];
  readonly own = new Map<string, OwnQuestion>();
  readonly marks = new Map<string, MarkQuestion>();
  /** by pair and meeting */
  readonly mine = new Map<string, Worth>();
  readonly theirs = new Map<string, Worth>();
  pairs: Pair[] = [];
  isSignedIn = true;
  /** what the next changes are answered with instead; then it is well again */
  faults: (number | "lost_on_the_way_back")[] = [];
  /** while set, changes wait for it before they are taken */
  gate: Promise<void> | null = null;
  /** while set, what was read is given back only after it */
  readGate: Promise<void> | null = null;
  /** how often records were read */
  reads = 0;

  readonly fetch: Fetch = async (path, { method, body }) => {
    const sent = body === undefined || body === null ? null : (JSON.parse(String(body)) as unknown);
    if (path === "/api/auth/sign-in/anonymous") {
      this.isSignedIn = true;
      return Response.json(ME);
    }
    if (!this.isSignedIn) return problem(401, "signed_out");
    if (path === "/api/me") return Response.json(ME);
    if (path === "/api/pairs") return Response.json(this.pairs);
    if (method === "GET") {
      this.reads += 1;
      const read = this.read(path);
      await this.readGate;
      return read;
    }
    await this.gate;
    const fault = this.faults.shift();
    if (typeof fault === "number")
      return fault >= 500 ? new Response("", { status: fault }) : problem(fault, "refused");
    const answer = this.change(method ?? "", path, sent);
    if (fault === "lost_on_the_way_back") throw new TypeError("the connection broke");
    return answer;
  };

  knowPair(id: string): void {
    this.pairs = [pairOf(id), ...this.pairs.filter((pair) => pair.id !== id)];
  }

  private read(path: string): Response {
    if (path === "/api/me/questions") {
      const marked = (mark: keyof MarkQuestion) => [...this.marks].filter(([, each]) => each[mark]).map(([id]) => id);
      return Response.json({
        own: [...this.own.values()],
        hidden: marked("hidden"),
        favourites: marked("favourite"),
      });
    }
    const pairId = /^\/api\/pairs\/([^/]+)\/worth$/.exec(path)?.[1];
    if (pairId === undefined) return problem(404, "not_found");
    const keys = [...this.mine.keys()].filter((key) => key.startsWith(`${pairId}/`));
    return Response.json(keys.map((key) => this.answerTo(key)));
  }

  private change(method: string, path: string, body: unknown): Response {
    this.log.push(`${method} ${path}${body === null ? "" : ` ${JSON.stringify(body)}`}`);
    const [, , noun, id = "", kind, name = ""] = path.split("/");
    if (noun === "pairs" && kind === undefined) {
      this.knowPair(id);
      return Response.json(pairOf(id));
    }
    if (noun === "pairs" && kind === "meetings") {
      this.mine.set(`${id}/${name}`, (body as { worth: Worth }).worth);
      return Response.json(this.answerTo(`${id}/${name}`));
    }
    if (kind === "own" && method === "DELETE") {
      this.own.delete(name);
      this.marks.delete(name);
    } else if (kind === "own") this.own.set(name, { ...(body as Omit<OwnQuestion, "id">), id: name });
    else if (kind === "marks") this.marks.set(name, { ...this.marks.get(name), ...(body as MarkQuestion) });
    else throw new Error(`nothing answers ${method} ${path}`);
    return new Response(null, { status: 204 });
  }

  private answerTo(key: string): MeetingWorth {
    const mine = this.mine.get(key);
    if (!mine) throw new Error("it was not asked for");
    return { meeting: key.slice(key.indexOf("/") + 1), mine, theirs: this.theirs.get(key) ?? null };
  }
}

/** A browser of whom the server knows. @param random as Math.random; left out where nothing is drawn. */
export function openRecordsBrowser(server: RecordsServer, random: () => number = Math.random): TestBrowser {
  const browser: TestBrowser = new TestBrowser({
    userId: "ana",
    port: () => 1, // no socket is needed here
    fetch: async (path, init) => {
      if (!browser.isOnline) throw new TypeError("offline");
      return server.fetch(path, init);
    },
    random,
  });
  return browser;
}

function problem(status: number, name: string): Response {
  return new Response(JSON.stringify({ ...REFUSED, type: `/problems/${name}`, status }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

function pairOf(id: string): Pair {
  const member = { role: "peer", joined: true };
  return {
    id,
    me: "a",
    createdAt: "2026-11-24T09:00:00.000Z",
    members: [
      { ...member, member: "a", name: "Ana" },
      { ...member, member: "b", name: "Ben" },
    ],
  };
}
