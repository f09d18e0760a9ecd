import { judgeSlackSignature } from "@candor/integrations/chat/slack/judge-slack-signature.ts";
import { readSlackRequest } from "@candor/integrations/chat/slack/read-slack-request.ts";
import { writeSlackReply } from "@candor/integrations/chat/slack/write-slack-reply.ts";
import { postSafely } from "@candor/integrations/egress/post-safely.ts";
import type { Context } from "hono";
import type { ChatConfig } from "./chat-config.ts";
import type { ChatDesk } from "./chat-desk.ts";
import { seeOnce } from "./see-once.ts";

const ANSWERS = ["https://hooks.slack.com", "https://hooks.slack-gov.com"]; // and nowhere else, whatever a request says
const LIMITS = { firstByteMilliseconds: 2_000, milliseconds: 2_000, bytes: 0 }; // Slack waits for three seconds

export async function answerSlack(
  desk: ChatDesk,
  { slackSecrets, origins }: ChatConfig,
  c: Context,
): Promise<Response> {
  const refuse = (name: Parameters<ChatDesk["refuse"]>[2], why: string) => desk.refuse(c, "slack", name, why);
  if (slackSecrets.length === 0) return refuse("not_found", "not set up");
  const body = new Uint8Array(await c.req.arrayBuffer());
  const signature = c.req.header("x-slack-signature") ?? "";
  const timestamp = c.req.header("x-slack-request-timestamp") ?? "";
  const verdict = judgeSlackSignature({ timestamp, signature, body }, slackSecrets, desk.now());
  if (verdict !== "signed") return refuse("not_signed", verdict);
  if (!(await seeOnce(desk.db, `slack ${signature}`, desk.now()))) return refuse("not_signed", "replayed");
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return refuse("invalid", "of another type");
  const request = readSlackRequest(new TextDecoder().decode(body));
  if (request === null) return c.body(null, 200); // a button that leads to a link is told, too
  const { answerTo, replaces } = request;
  const isOurs = (origin: string | undefined) => origin !== undefined && [...ANSWERS, ...origins].includes(origin);
  if (answerTo !== null && !isOurs(URL.parse(answerTo)?.origin)) return refuse("invalid", "to be answered elsewhere");
  const reply = await desk.take(request);
  const message = writeSlackReply(reply, replaces, (pairId) => desk.linkOf(`/p/${pairId}`));
  if (answerTo === null) return c.json(message, 200);
  const posted = await postSafely(
    {
      ...{ address: answerTo, allowed: origins, body: JSON.stringify(message) },
      headers: { "content-type": "application/json; charset=utf-8" },
    },
    desk.now,
    LIMITS,
  );
  const isTold = posted.type === "answered" && posted.status < 300;
  if (!isTold) desk.log.info("an answer did not reach a chat", { platform: "slack" });
  return c.body(null, 200);
}
