import type { ChatLink, MyChats } from "@candor/protocol/http/chat.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { disconnectChat, readChats } from "./chat-calls.ts";
import { chatTexts as texts } from "./chat-texts.ts";
import { sayProblem } from "./say-problem.ts";
import "./programs.css";

/** The chats whose words are taken as mine, and how another comes to be. */
export function ChatsPart() {
  const chats = useSignal<MyChats | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void readChats().then((result) => {
      problem.value = result.type === "ok" ? null : sayProblem(result);
      if (result.type === "ok") chats.value = result.value;
    });
  }, []);
  const disconnect = async (link: ChatLink) => {
    const result = await disconnectChat(link.id);
    problem.value = result.type === "ok" ? null : sayProblem(result);
    if (result.type !== "ok") return;
    chats.value = result.value;
    announce(texts.disconnected(accountOf(link)));
  };
  const known = chats.value;
  const commands = known?.platforms.filter((each) => each !== "teams").map((each) => texts.platforms[each]) ?? [];
  return (
    <section class="settings-group" aria-labelledby="chats">
      <h2 id="chats">{texts.title}</h2>
      <p class="meta">{texts.intro}</p>
      {known?.platforms.length === 0 && <p>{texts.off}</p>}
      {commands.length > 0 && <p>{texts.how(commands.join(texts.or))}</p>}
      {known?.platforms.includes("teams") && <p>{texts.howTeams}</p>}
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      <ul class="connection-list">
        {known?.links.map((link) => (
          <li key={link.id} class="connection-row">
            <div class="grow">
              <strong>{accountOf(link)}</strong>
              <div class="meta">
                {texts.since(dayOf(link.since))} ·{" "}
                {link.usedOn === null ? texts.unused : texts.used(sayDay(link.usedOn, today.value, "short"))}
              </div>
            </div>
            <Button aria-label={texts.disconnectOf(accountOf(link))} onClick={() => void disconnect(link)}>
              {texts.disconnect}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function accountOf({ platform, name, workspace }: ChatLink): string {
  return texts.account(name, texts.platforms[platform], workspace);
}

function dayOf(instant: string): string {
  return sayDay(
    Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString(),
    today.value,
    "short",
  );
}
