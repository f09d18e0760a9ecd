import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";

export const chatTexts = {
  title: "Topics from a chat",
  intro:
    "Write /candor @sam growth plan, or add a message that stands there, and it goes to the Hopper of your page with Sam. Only you see what Candor answers.",
  off: "This server is in no chat. Whoever runs it can set up Slack, Discord or Teams.",
  how: (chats: string) => `To connect, write /candor in ${chats}. Only you see the link that comes back; open it here.`,
  howTeams: "In Teams, choose Candor under Apps on a message, or below the box you write in.",
  platforms: { slack: "Slack", discord: "Discord", teams: "Teams" } satisfies Record<ChatPlatform, string>,
  or: " or ",
  account: (name: string, platform: string, workspace: string) =>
    workspace === "" || workspace === platform ? `${name} on ${platform}` : `${name} on ${platform}, ${workspace}`,
  since: (day: string) => `since ${day}`,
  used: (day: string) => `last used ${day}`,
  unused: "not used yet",
  disconnect: "Disconnect",
  disconnectOf: (account: string) => `Disconnect ${account}`,
  disconnected: (account: string) => `${account} is disconnected. Candor takes no words from there any more.`,
  connect: {
    title: "Connect a chat",
    back: "To the connections",
    nobody: "Sign in first, so that Candor knows whose chat this is.",
    toSignIn: "Sign in",
    proof: "Whoever writes from that chat will write as you, so show once more that it is you.",
    void: "This link is no longer good: it was used, or is older than ten minutes. Write /candor in the chat for a new one.",
    none: "Open the link that the chat showed you when you wrote /candor there.",
    asks: (account: string) => `Is this you: ${account}?`,
    what: "From then on whoever writes there by this name adds topics to your pages as you, and sees whom you share a page with. It reads nothing that stands on them.",
    care: "Say yes only if you wrote /candor there yourself just now. Whoever sent you this link would write as you.",
    yes: "Yes, this is me",
    no: "No",
    done: "Connected. Go back to the chat and write /candor once more.",
    refused: "Nothing was connected.",
  },
};
