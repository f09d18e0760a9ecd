import type { ApiAction, ApiMeeting, ApiPage, ApiTopic } from "@candor/protocol/http/api.ts";
import { type Api, Refused } from "./ask-server.ts";
import { allPages, fold, listAll, nameOn, pageWith } from "./find-page.ts";
import type { RemoteCommand } from "./remote-command.ts";

type Agenda = { meeting: ApiMeeting | null; topics: ApiTopic[] };

/** What a command says: for people, and as data for `--json`. */
export type Told = {
  lines: string[];
  data: unknown;
  /** why what was asked for was not done after all, though there is something to say */
  notDone?: Refused;
};

type Asking = Exclude<RemoteCommand, { command: "sign-in" | "sign-out" | "mcp" | "completions" | "export" | "import" }>;

/** @throws {Refused} */
export async function doRemote(api: Api, command: Asking): Promise<Told> {
  switch (command.command) {
    case "people": {
      const pages = await allPages(api);
      return { lines: pages.length > 0 ? pages.map(nameOn) : ["You have no page yet."], data: pages };
    }
    case "add": {
      const page = await pageWith(api, command.to);
      const topic = await api.send<ApiTopic>("POST", `/api/v1/pages/${page.id}/topics`, {
        ...{ title: command.text, place: command.agenda ? "agenda" : "hopper" },
        ...(command.notes === null ? {} : { notes: command.notes }),
      });
      const place = command.agenda ? "on the next agenda" : "in the Hopper";
      return { lines: [`“${topic.title}” is ${place}, with ${nameOn(page)}.`], data: topic };
    }
    case "agenda":
      return readAgenda(api, command.with);
    case "actions":
      return listActions(api, command.with);
    case "act": {
      const page = await pageWith(api, command.with);
      const owner = command.theirs ? (page.me === "a" ? "b" : "a") : page.me;
      const wanted = { text: command.text, owner, due: command.due };
      const action = await api.send<ApiAction>("POST", `/api/v1/pages/${page.id}/actions`, wanted);
      return { lines: [sayAction(action, page)], data: action };
    }
    case "done":
      return finishAction(api, command.with, command.action);
  }
}

async function finishAction(api: Api, called: string, action: string): Promise<Told> {
  const page = await pageWith(api, called);
  const open = await openActions(api, page);
  const found = open.filter(({ id, text }) => id === action || fold(text).startsWith(fold(action)));
  const [first, second] = found;
  if (!first) throw new Refused(`Nothing open with ${nameOn(page)} begins so. \`candor actions\` lists what is.`);
  if (second)
    throw new Refused(`Several begin so: ${found.map(({ text }) => `“${text}”`).join(", ")}. Type more of it.`);
  const done = await api.send<ApiAction>("PATCH", `/api/v1/pages/${page.id}/actions/${first.id}`, { state: "done" });
  return { lines: [`Done: ${done.text}`], data: done };
}

async function readAgenda(api: Api, called: string | null): Promise<Told> {
  const pages = called === null ? await allPages(api) : [await pageWith(api, called)];
  const agendas: (Agenda & { page: ApiPage })[] = [];
  for (const page of pages) {
    if (page.archived) continue;
    const agenda = await whileThere(api.get<Agenda>(`/api/v1/pages/${page.id}/agenda`), called);
    if (agenda) agendas.push({ page, ...agenda });
  }
  const [next] = agendas
    .filter(({ meeting }) => called !== null || (meeting?.start ?? null) !== null)
    .sort((left, right) => ((left.meeting?.start ?? "9") < (right.meeting?.start ?? "9") ? -1 : 1));
  if (!next) return { lines: ["No next meeting is planned."], data: null };
  const { page, meeting, topics } = next;
  const when = meeting?.start ? `${meeting.start.replace("T", " ")} (${meeting.timeZone})` : "no date yet";
  const lines = topics.map(({ title, author }) => `  ${title}, by ${author === page.me ? "you" : nameOn(page)}`);
  return {
    lines: [`${nameOn(page)}, ${when}`, ...(lines.length > 0 ? lines : ["  Nothing on the agenda yet."])],
    data: { with: nameOn(page), page: page.id, meeting, topics },
  };
}

async function listActions(api: Api, called: string | null): Promise<Told> {
  const pages = called === null ? await allPages(api) : [await pageWith(api, called)];
  const lines: string[] = [];
  const data: object[] = [];
  for (const page of pages) {
    for (const action of (await whileThere(openActions(api, page), called)) ?? []) {
      lines.push(sayAction(action, page));
      data.push({ ...action, page: page.id, with: nameOn(page), mine: action.owner === page.me });
    }
  }
  return { lines: lines.length > 0 ? lines : ["Nothing is open."], data };
}

/** Of all pages one may be left by now; it is one's own no more. @param called null: nobody was asked about by name. */
async function whileThere<Thing>(asked: Promise<Thing>, called: string | null): Promise<Thing | null> {
  return asked.catch((error: unknown) => {
    if (called === null && error instanceof Refused && error.problem === "not_found") return null;
    throw error;
  });
}

function sayAction({ text, owner, due }: ApiAction, page: ApiPage): string {
  const who = owner === page.me ? `You, with ${nameOn(page)}` : nameOn(page);
  return `${who}: ${text}${due === null ? "" : `, by ${due}`}`;
}

function openActions(api: Api, page: ApiPage): Promise<ApiAction[]> {
  return listAll<ApiAction>(api, `/api/v1/pages/${page.id}/actions?state=open`);
}
