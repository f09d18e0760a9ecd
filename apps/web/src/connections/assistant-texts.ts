import type { AskingFault } from "@candor/protocol/http/assistant.ts";

export const assistantTexts = {
  title: "Let an assistant in",
  back: "To the connections",
  nobody: "Sign in first, so that the assistant knows for whom it asks.",
  toSignIn: "Sign in",
  proof: "What you say yes to opens your pages to an assistant, so show once more that it is you.",
  reading: "Looking at what it asks for…",
  asks: (host: string) => `Let an assistant at ${host} act for you?`,
  asksOwn: "Let a program on this computer act for you?",
  where: (name: string, host: string) =>
    `Whoever is at ${host} can then do what you leave ticked. It calls itself “${name}”, which is its own choice and proves nothing.`,
  whereOwn: (name: string, host: string) =>
    `It waits at ${host} and can then do what you leave ticked. It calls itself “${name}”; any program that runs here could do so.`,
  care: "Say yes only if you began this yourself just now. What it reads goes to whoever runs the assistant; private notes are out of its reach.",
  ends: "It can do so for 90 days, or until you revoke it in Settings → Connections. The access log of each page names it.",
  nothing: "Leave at least one thing ticked that it may do.",
  noPage: "Choose at least one page, or all.",
  grant: "Let it in",
  refuse: "No",
  granted: "It is let in. You are on your way back to it.",
  refused: "It is told no. You are on your way back to it.",
  backTo: (host: string) => `Back to ${host}`,
  none: "This is where an assistant sends you that wants to act for you. Add Candor’s address there, and it does.",
  faults: {
    malformed: "The assistant’s request is garbled, so it was not answered. Begin again at the assistant.",
    unknown_client:
      "This assistant has not registered here, or says it is another than it is. Nothing was answered. Remove Candor there and add it once more.",
    no_client_document: "What the assistant says of itself could not be read at its address. Begin again there later.",
    other_redirect:
      "The assistant wants the answer at another address than it said it would. Nothing was answered: somebody may be posing as it.",
    unsupported_response_type: "The assistant asks in a way that is not safe enough here. Nothing was answered.",
    invalid_request: "The assistant asks in a way that is not safe enough here. Nothing was answered.",
    invalid_target: "The assistant asks for leave at another place than this. Nothing was answered.",
    invalid_scope: "The assistant asks for nothing that one may do here. Nothing was answered.",
  } satisfies Record<AskingFault, string>,
};
