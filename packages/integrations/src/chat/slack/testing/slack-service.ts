import { createHmac, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type SlackMember = { id: string; name: string };
export type SlackAnswer = {
  response_type: string;
  replace_original: boolean;
  text: string;
  blocks: { type: string; block_id?: string; elements?: SlackElement[] }[];
};
type SlackElement = {
  type: string;
  action_id?: string;
  url?: string;
  options?: { text: { text: string }; value: string }[];
};

export type SlackRequest = { body: string; headers: Record<string, string> };
export type Send = (path: string, request: SlackRequest) => Promise<{ status: number; text: string }>;

const TEAM = { id: "T0ACME", domain: "acme" };

/**
 * Slack's side of it: signs what it hands over as Slack does, and takes answers at addresses that it gave out, each for at
 * most five answers, as Slack does.
 */
export type SlackService = Awaited<ReturnType<typeof openSlackService>>;

export async function openSlackService(secret: string, now: () => Date, send: Send) {
  const answers = new Map<string, SlackAnswer[]>();
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const there = answers.get(request.url ?? "");
      const isJson = request.headers["content-type"]?.startsWith("application/json");
      if (request.method !== "POST" || !isJson || !there || there.length >= 5) return response.writeHead(404).end();
      there.push(JSON.parse(body) as SlackAnswer);
      return response.writeHead(200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const sign = (fields: Record<string, string>, at = now(), by = secret): SlackRequest => {
    const body = new URLSearchParams(fields).toString();
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const mac = createHmac("sha256", by).update(`v0:${timestamp}:${body}`).digest("hex");
    return {
      body,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${mac}`,
      },
    };
  };
  const hand = (request: SlackRequest) => send("/api/chat/slack", request);
  const commandOf = (member: SlackMember, text: string, trigger: string = randomUUID()) => ({
    ...{ command: "/candor", text, team_id: TEAM.id, team_domain: TEAM.domain, user_id: member.id },
    ...{ user_name: member.name, trigger_id: trigger, channel_id: "C1", response_url: `${origin}/commands/none` },
  });
  const interact = async (member: SlackMember, more: object) => {
    const path = `/actions/${randomUUID()}`;
    answers.set(path, []);
    const payload = {
      ...{ team: TEAM, user: { id: member.id, username: member.name }, trigger_id: randomUUID() },
      ...{ response_url: origin + path, channel: { id: "C1" } },
      ...more,
    };
    const { status, text } = await hand(sign({ payload: JSON.stringify(payload) }));
    return { status, text, answers: answers.get(path) ?? [] };
  };
  return {
    ...{ origin, sign, hand, commandOf },
    /** what is answered at once */
    async command(member: SlackMember, text: string, trigger?: string): Promise<SlackAnswer> {
      const { status, text: answer } = await hand(sign(commandOf(member, text, trigger)));
      if (status !== 200) throw new Error(`the command was refused: ${status} ${answer}`);
      return JSON.parse(answer) as SlackAnswer;
    },
    messageAction: (member: SlackMember, message: string, more: object = {}) =>
      interact(member, {
        ...{ type: "message_action", callback_id: "add_to_one_on_one" },
        message: { text: message, ts: "1764100000.000200" },
        ...more,
      }),
    choose: (member: SlackMember, answer: SlackAnswer, name: string) => {
      const block = answer.blocks.find(({ block_id }) => block_id !== undefined);
      for (const element of block?.elements ?? []) {
        const option = element.options?.find(({ text }) => text.text === name);
        if (option)
          return interact(member, {
            type: "block_actions",
            actions: [{ action_id: element.action_id, block_id: block?.block_id, selected_option: option }],
          });
      }
      throw new Error(`${name} is not to be chosen`);
    },
    drop: (member: SlackMember, answer: SlackAnswer) =>
      interact(member, {
        type: "block_actions",
        actions: [
          { action_id: "drop", block_id: answer.blocks.find(({ block_id }) => block_id)?.block_id, value: "drop" },
        ],
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The code in the link that leads to where somebody says who they are. */
export function codeIn(answer: SlackAnswer): string {
  const url = answer.blocks.flatMap(({ elements }) => elements ?? []).find((each) => each.url !== undefined)?.url;
  return /\/settings\/chat#([\w-]+)$/.exec(url ?? "")?.[1] ?? "";
}
