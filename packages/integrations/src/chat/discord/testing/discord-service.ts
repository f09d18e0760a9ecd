import { generateKeyPairSync, randomInt, sign } from "node:crypto";

export type DiscordMember = { id: string; name: string };
export type DiscordAnswer = {
  type: number;
  data?: {
    flags?: number;
    content?: string;
    choices?: { name: string; value: string }[];
    components?: { components: DiscordComponent[] }[];
    allowed_mentions?: unknown;
  };
};
type DiscordComponent = {
  type: number;
  style?: number;
  custom_id?: string;
  url?: string;
  options?: { label: string; value: string }[];
};
export type DiscordRequest = { body: string; headers: Record<string, string> };
export type Send = (path: string, request: DiscordRequest) => Promise<{ status: number; text: string }>;

const snowflake = () => `1${String(randomInt(1e9)).padStart(9, "0")}${String(randomInt(1e8)).padStart(8, "0")}`;

/** Discord's side of it: a key of our application by which it signs, and its limits for what it is answered. */
export function openDiscordService(now: () => Date, send: Send) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signed = (body: string, at = now(), by = privateKey): DiscordRequest => {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    return {
      body,
      headers: {
        "content-type": "application/json",
        "x-signature-timestamp": timestamp,
        "x-signature-ed25519": sign(null, Buffer.from(timestamp + body), by).toString("hex"),
      },
    };
  };
  const hand = (request: DiscordRequest) => send("/api/chat/discord", request);
  const interaction = (member: DiscordMember | null, type: number, data: object, id = snowflake()) =>
    JSON.stringify({
      ...{ id, application_id: "1", token: "t", version: 1, type, data, guild_id: "42", channel_id: "43" },
      ...(member && { member: { user: { id: member.id, username: member.name, global_name: null } } }),
    });
  const ask = async (body: string): Promise<DiscordAnswer> => {
    const { status, text } = await hand(signed(body));
    if (status !== 200) throw new Error(`refused: ${status} ${text}`);
    return withinLimits(JSON.parse(text) as DiscordAnswer);
  };
  const commandOf = (member: DiscordMember, text: string, person?: string, id?: string) => {
    const options = [
      { name: "text", type: 3, value: text },
      ...(person === undefined ? [] : [{ name: "person", type: 3, value: person }]),
    ];
    return interaction(member, 2, { name: "candor", type: 1, options }, id);
  };
  return {
    ...{ signed, hand, commandOf, snowflake },
    /** as the operator copies it from Discord: 32 bytes */
    publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32),
    ping: () => ask(JSON.stringify({ id: snowflake(), type: 1 })),
    command: (...wanted: Parameters<typeof commandOf>) => ask(commandOf(...wanted)),
    typing: (member: DiscordMember, typed: string) =>
      ask(
        interaction(member, 4, {
          ...{ name: "candor", type: 1 },
          options: [{ name: "person", type: 3, value: typed, focused: true }],
        }),
      ),
    messageCommand: (member: DiscordMember, content: string) =>
      ask(
        interaction(member, 2, {
          ...{ name: "Add to a 1:1", type: 3, target_id: "44" },
          resolved: { messages: { 44: { id: "44", channel_id: "43", content } } },
        }),
      ),
    component: (member: DiscordMember, custom_id: string, values: string[] = []) =>
      ask(interaction(member, 3, { custom_id, component_type: values.length > 0 ? 3 : 2, values })),
  };
}

/** What Discord would not show at all. */
function withinLimits(answer: DiscordAnswer): DiscordAnswer {
  const { data } = answer;
  const components = data?.components?.flatMap((row) => row.components) ?? [];
  const options = components.map((each) => each.options?.length ?? 1);
  const isFine =
    (data?.content?.length ?? 0) <= 2000 &&
    (data?.choices?.length ?? 0) <= 25 &&
    (data?.components?.length ?? 0) <= 5 &&
    options.every((count) => count >= 1 && count <= 25) &&
    components.every(({ custom_id }) => (custom_id?.length ?? 0) <= 100);
  if (!isFine) throw new Error(`Discord shows none of this: ${JSON.stringify(answer)}`);
  return answer;
}
