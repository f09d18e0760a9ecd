import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";
import { isLoopback } from "../http/is-loopback.ts";

/** From which chats words come in, and what each is known by. */
export type ChatConfig = {
  /** by any of which Slack signs what it tells us; none: we are not there */
  slackSecrets: readonly string[];
  /** Discord's key of our application, 32 bytes; null: we are not there */
  discordKey: Uint8Array | null;
  teams: TeamsConfig | null;
  /** of a chat within one's own network that speaks as Slack does, to which answers may go */
  origins: readonly string[];
};

export type TeamsConfig = {
  /** of our bot, for which its tokens are */
  appId: string;
  /** the one organisation that may talk to us */
  tenant: string;
  /** where it is said by which keys those tokens are signed */
  metadata: string;
  issuer: string;
};

const TEAMS = {
  metadata: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  issuer: "https://api.botframework.com",
};
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MIN_SECRET = 16; // characters; Slack's have 32

/** @param problems gets a sentence for each wrong value; of a secret nothing is repeated. */
export function readChat(
  env: Readonly<Record<string, string | undefined>>,
  origins: readonly string[],
  problems: string[],
): ChatConfig {
  const value = (name: string) => env[name]?.trim() || undefined;
  const slackSecrets = value("CANDOR_SLACK_SIGNING_SECRET")?.split(/\s+/) ?? [];
  if (slackSecrets.some((secret) => secret.length < MIN_SECRET))
    problems.push(
      "CANDOR_SLACK_SIGNING_SECRET must be the signing secret of your Slack app; while it is changed the old one may follow the new one behind a space.",
    );
  const key = value("CANDOR_DISCORD_PUBLIC_KEY");
  const isKey = key !== undefined && /^[0-9a-f]{64}$/i.test(key);
  if (key !== undefined && !isKey)
    problems.push("CANDOR_DISCORD_PUBLIC_KEY must be the public key of your Discord application, 64 hex digits.");
  return {
    slackSecrets,
    discordKey: isKey ? Buffer.from(key, "hex") : null,
    teams: readTeams(value, problems),
    origins,
  };
}

export function chatPlatforms({ slackSecrets, discordKey, teams }: ChatConfig): ChatPlatform[] {
  return [
    ...(slackSecrets.length > 0 ? (["slack"] as const) : []),
    ...(discordKey !== null ? (["discord"] as const) : []),
    ...(teams !== null ? (["teams"] as const) : []),
  ];
}

export function hasChat(config: ChatConfig): boolean {
  return chatPlatforms(config).length > 0;
}

function readTeams(value: (name: string) => string | undefined, problems: string[]): TeamsConfig | null {
  const [appId, tenant] = [value("CANDOR_TEAMS_APP_ID"), value("CANDOR_TEAMS_TENANT")];
  if (appId === undefined && tenant === undefined) return null;
  if (!UUID.test(appId ?? "") || !UUID.test(tenant ?? "")) {
    problems.push(
      "CANDOR_TEAMS_APP_ID and CANDOR_TEAMS_TENANT must both be set: the ids of your bot and of your organisation, such as 00000000-0000-0000-0000-000000000000.",
    );
    return null;
  }
  const metadata = value("CANDOR_TEAMS_METADATA") ?? TEAMS.metadata;
  const url = URL.parse(metadata);
  if (!url || !(url.protocol === "https:" || isLoopback(url.hostname)))
    problems.push(`CANDOR_TEAMS_METADATA must be an address with https, such as ${TEAMS.metadata}.`);
  const issuer = value("CANDOR_TEAMS_ISSUER") ?? TEAMS.issuer;
  return { appId: (appId ?? "").toLowerCase(), tenant: (tenant ?? "").toLowerCase(), metadata, issuer };
}
