import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";
import { DISCORD_COMMANDS } from "@candor/integrations/chat/discord/discord-commands.ts";
import { SLACK_COMMAND, SLACK_MESSAGE_ACTION } from "@candor/integrations/chat/slack/read-slack-request.ts";
import { TEAMS_COMMAND } from "@candor/integrations/chat/teams/read-teams-activity.ts";
import { CHAT_PATH } from "./chat-path.ts";

const ADD = "Add to a 1:1";
const WHAT = "Puts a topic into the Hopper of a 1:1";

/**
 * What a chat wants to be told of us, for whoever sets it up there.
 *
 * @param origin where people reach Candor, such as https://candor.example.org
 * @param teamsAppId of the bot; null: not known yet
 */
export function chatManifest(platform: ChatPlatform, origin: string, teamsAppId: string | null): unknown {
  const url = `${origin}${CHAT_PATH}/${platform}`;
  if (platform === "slack") return slackManifest(url);
  return platform === "discord" ? DISCORD_COMMANDS : teamsManifest(origin, teamsAppId);
}

/** It may do nothing in a workspace but be asked: no scope to read, and none to write. */
function slackManifest(url: string) {
  return {
    display_information: { name: "Candor", description: WHAT, background_color: "#2f4a3c" },
    features: {
      bot_user: { display_name: "candor", always_online: false }, // Slack takes small letters alone there
      shortcuts: [{ name: ADD, type: "message", callback_id: SLACK_MESSAGE_ACTION, description: WHAT }],
      slash_commands: [
        {
          ...{ command: SLACK_COMMAND, url, description: WHAT, usage_hint: "@sam growth plan !fri #career" },
          should_escape: true, // so that whom it names is named by their account
        },
      ],
    },
    oauth_config: { scopes: { bot: ["commands"] } },
    settings: {
      interactivity: { is_enabled: true, request_url: url },
      ...{ org_deploy_enabled: false, socket_mode_enabled: false, token_rotation_enabled: false },
    },
  };
}

function teamsManifest(origin: string, appId: string | null) {
  const id = appId ?? "PUT THE ID OF YOUR BOT HERE";
  const command = {
    ...{ id: TEAMS_COMMAND, type: "action", title: ADD, description: WHAT, fetchTask: true },
    context: ["message", "compose", "commandBox"],
  };
  return {
    $schema: "https://developer.microsoft.com/json-schemas/teams/v1.16/MicrosoftTeams.schema.json",
    ...{ manifestVersion: "1.16", version: "1.0.0", id },
    developer: {
      ...{ name: "Candor", websiteUrl: origin },
      ...{ privacyUrl: `${origin}/settings/data`, termsOfUseUrl: origin },
    },
    ...{ name: { short: "Candor", full: "Candor, for one-on-ones" }, description: { short: WHAT, full: `${WHAT}.` } },
    ...{ icons: { color: "color.png", outline: "outline.png" }, accentColor: "#2f4a3c" },
    composeExtensions: [{ botId: id, commands: [command] }],
    validDomains: [new URL(origin).host],
  };
}
