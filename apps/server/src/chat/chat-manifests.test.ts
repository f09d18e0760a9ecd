import { describe, expect, test } from "vitest";
import { z } from "zod";
import { chatManifest } from "./chat-manifests.ts";

// What each chat says in its own documentation that it takes. Strict objects: what it does not know it refuses.
const ORIGIN = "https://candor.example.org";
const BOT = "11111111-2222-4333-8444-555555555555";
const https = z.url({ protocol: /^https$/ }).max(2048);
const line = (max: number) => z.string().min(1).max(max);

describe("what a chat is told of this server is what that chat takes", () => {
  test("a Slack app is made from the manifest, which asks for commands and nothing else", () => {
    const manifest = slackSchema.parse(chatManifest("slack", ORIGIN, null));
    const at = `${ORIGIN}/api/chat/slack`;
    expect(manifest.features.slash_commands.map(({ command, url }) => [command, url])).toEqual([["/candor", at]]);
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: at });
    expect(manifest.oauth_config.scopes).toEqual({ bot: ["commands"] });
  });

  test("a Discord application is told its commands", () => {
    const commands = z
      .array(discordCommandSchema)
      .max(100)
      .parse(chatManifest("discord", ORIGIN, null));
    expect(commands.map(({ name }) => name)).toEqual(["candor", "Add to a 1:1"]);
  });

  test("a Teams app is made from the manifest, once the id of its bot is known", () => {
    const manifest = teamsSchema.parse(chatManifest("teams", ORIGIN, BOT));
    expect([manifest.id, manifest.composeExtensions[0]?.botId]).toEqual([BOT, BOT]);
    expect(teamsSchema.safeParse(chatManifest("teams", ORIGIN, null)).success).toBe(false);
  });
});

// docs.slack.dev/reference/app-manifest
const slackSchema = z.strictObject({
  display_information: z.strictObject({
    ...{ name: line(35), description: line(140) },
    background_color: z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({
      display_name: line(80).regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          ...{ name: line(24), type: z.enum(["message", "global"]), callback_id: line(255), description: line(150) },
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          ...{ command: line(32).startsWith("/"), url: https, description: line(2000), usage_hint: line(1000) },
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: https }),
    ...{ org_deploy_enabled: z.boolean(), socket_mode_enabled: z.boolean(), token_rotation_enabled: z.boolean() },
  }),
});

// docs.discord.com/developers/interactions/application-commands
const everywhere = {
  integration_types: z.array(z.literal([0, 1])),
  contexts: z.array(z.literal([0, 1, 2])),
};
const discordName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}]{1,32}$/u)
  .lowercase();
const discordCommandSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...{ type: z.literal(1), name: discordName, description: line(100), ...everywhere },
    options: z
      .array(
        z.strictObject({
          ...{ type: z.literal(3), name: discordName, description: line(100), required: z.boolean() },
          max_length: z.number().int().min(1).max(6000).optional(),
          autocomplete: z.boolean().optional(),
        }),
      )
      .max(25),
  }),
  z.strictObject({ type: z.literal(3), name: line(32), ...everywhere }), // of a message: no description, no options
]);

// developer.microsoft.com/json-schemas/teams/v1.16
const teamsSchema = z.strictObject({
  $schema: https,
  manifestVersion: z.literal("1.16"),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: z.guid(),
  developer: z.strictObject({ name: line(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.strictObject({ short: line(30), full: line(100) }),
  description: z.strictObject({ short: line(80), full: line(4000) }),
  icons: z.strictObject({ color: line(2048), outline: line(2048) }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  composeExtensions: z
    .array(
      z.strictObject({
        botId: z.guid(),
        commands: z
          .array(
            z.strictObject({
              ...{ id: line(64), type: z.enum(["query", "action"]), title: line(32), description: line(128) },
              ...{ fetchTask: z.boolean(), context: z.array(z.enum(["compose", "commandBox", "message"])).max(3) },
            }),
          )
          .max(10),
      }),
    )
    .max(1),
  validDomains: z.array(line(2048)).max(16),
});
