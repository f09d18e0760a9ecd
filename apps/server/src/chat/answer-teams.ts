import { judgeTeamsToken } from "@candor/integrations/chat/teams/judge-teams-token.ts";
import { readTeamsActivity } from "@candor/integrations/chat/teams/read-teams-activity.ts";
import type { TeamsKeys } from "@candor/integrations/chat/teams/teams-keys.ts";
import { writeTeamsForm, writeTeamsReply } from "@candor/integrations/chat/teams/write-teams-reply.ts";
import type { Context } from "hono";
import type { ChatConfig } from "./chat-config.ts";
import type { ChatDesk } from "./chat-desk.ts";

/**
 * Teams answers for what it sends by a token in its head, not by a signature over the words: so the same activity sent again
 * is done once by its id, and not refused. Nothing is ever sent to Teams.
 */
export async function answerTeams(
  desk: ChatDesk,
  { teams }: ChatConfig,
  keys: TeamsKeys | null,
  c: Context,
): Promise<Response> {
  const refuse = (name: Parameters<ChatDesk["refuse"]>[2], why: string) => desk.refuse(c, "teams", name, why);
  if (teams === null || keys === null) return refuse("not_found", "not set up");
  const authorization = c.req.header("authorization") ?? "";
  if (authorization === "") return refuse("not_signed", "forged");
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse("invalid", "of another type");
  const activity = readTeamsActivity(new TextDecoder().decode(await c.req.arrayBuffer()));
  if (activity === null) return refuse("not_signed", "nothing that is offered");
  const verdict = await judgeTeamsToken({ authorization, ...activity }, { ...teams, keys }, desk.now());
  if (verdict !== "signed") return refuse("not_signed", verdict);
  if (activity.tenant !== teams.tenant) return refuse("not_signed", "of another organisation");
  const { person, key, message, link, filled } = activity;
  const links = { pageLink: (pairId: string) => desk.linkOf(`/p/${pairId}`), inboxLink: desk.linkOf("/capture") };
  if (activity.type === "sent") {
    const { pairId, text } = filled;
    const ask =
      message === ""
        ? ({ type: "line", line: text, mention: null, pairId } as const)
        : ({ type: "message", text, link, pairId } as const);
    return c.json(writeTeamsReply(await desk.take({ person, ask, key }), links), 200);
  }
  const people = await desk.people(person);
  if (people !== null && people.length > 0) return c.json(writeTeamsForm(people, message), 200);
  const reply =
    people === null ? await desk.take({ person, ask: { type: "help" }, key }) : ({ type: "nobody" } as const);
  return c.json(writeTeamsReply(reply, links), 200);
}
