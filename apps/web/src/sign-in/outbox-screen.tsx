import type { OperatorOutbox } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { sayProblem } from "./mail-form.tsx";
import { readOutbox } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import "../people/people.css";
import "./sign-in.css";

const say = texts.outbox;
const KEY = "candor.operator"; // for as long as the tab is open
// With the day: an invitation is good for two weeks, a code for ten minutes.
const WHEN = { dateStyle: "medium", timeStyle: "short" } as const;

/** Mails have one link each at most; a code alone is short enough to be typed. */
function CopyLink({ subject, to, text }: { subject: string; to: string; text: string }) {
  const isCopied = useSignal(false);
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (link === undefined || !("clipboard" in navigator)) return null; // over plain http elsewhere, nothing may be copied
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    isCopied.value = true;
    announce(say.copied);
  };
  return (
    <div>
      <Button
        small
        aria-label={`${isCopied.value ? say.copied : say.copy}: ${subject}, ${say.to(to)}`}
        onClick={() => void copy()}
      >
        {isCopied.value ? say.copied : say.copy}
      </Button>
    </div>
  );
}

/** The mails that a server without a mail server keeps, for whoever runs it. */
export function OutboxScreen() {
  const outbox = useSignal<OperatorOutbox | null>(null);
  const problem = useSignal<string | null>(null);
  const read = async () => {
    const fromLink = location.hash.slice(1);
    if (fromLink !== "") history.replaceState(null, "", location.pathname); // it is good once
    const secret = fromLink || sessionStorage.getItem(KEY) || "";
    const result = await readOutbox(secret);
    problem.value = null;
    if (result.type === "ok") {
      outbox.value = result.value;
      sessionStorage.setItem(KEY, result.value.key);
    } else problem.value = result.type === "problem" && result.name === "not_found" ? say.broken : sayProblem(result);
  };
  useEffect(() => {
    document.title = `${say.title} · Candor`;
    void read();
  }, []);
  return (
    <main class="join">
      <h1>{say.title}</h1>
      <p>{say.intro}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {outbox.value && problem.value === null && (
        <>
          <div>
            <Button onClick={() => void read()}>{say.refresh}</Button>
          </div>
          {outbox.value.mails.length === 0 && <p role="status">{say.empty}</p>}
          {outbox.value.mails.map(({ id, to, subject, text, expiresAt }) => (
            <article key={id} class="stack-tight">
              <h2>{subject}</h2>
              <p class="meta">
                {say.to(to)}, {say.until(new Date(expiresAt).toLocaleString([], WHEN))}
              </p>
              <pre class="mail-text">{text}</pre>
              <CopyLink subject={subject} to={to} text={text} />
            </article>
          ))}
        </>
      )}
    </main>
  );
}
