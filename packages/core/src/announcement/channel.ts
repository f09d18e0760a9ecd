/** Where an announcement can go; "webhook" is any other receiver of JSON. */
export const CHANNEL_KINDS = ["slack", "discord", "teams", "mail", "webhook"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/**
 * Whether a receiver knows what it is given twice: mail by its Message-ID, a receiver of JSON by its Idempotency-Key. The
 * chats know no such thing, and would show it twice.
 */
export function knowsRepeats(kind: ChannelKind): boolean {
  return kind === "mail" || kind === "webhook";
}

const HOSTS: Partial<Record<ChannelKind, readonly string[]>> = {
  slack: ["hooks.slack.com", "hooks.slack-gov.com"],
  discord: ["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"],
  teams: [".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com", ".powerautomate.com"],
};

/** Whether webhooks of a kind live at a host; one that begins with a dot stands for all below it. */
export function isHostOf(kind: ChannelKind, hostname: string): boolean {
  const hosts = HOSTS[kind];
  return (
    hosts === undefined || hosts.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host))
  );
}
