import { ownPath } from "@candor/core/access/own-path.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { isSignedOut, me, pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { sayProblem } from "./mail-form.tsx";
import { finishSso, isAwaited, openLink } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import { WaysIn } from "./ways-in.tsx";
import "../people/people.css";
import "./sign-in.css";

/** Signing in: the ways, what a mail's link opens, and what single sign-on comes back to. */
export function SignInScreens({ step, query }: { step: string | undefined; query: Record<string, string> }) {
  useEffect(() => {
    document.title = `${texts.title} · Candor`;
  }, []);
  return (
    <div class="start">
      <header class="start-top">
        <WayBack to="/" label={texts.home} />
      </header>
      <main class="start-main">
        {step === "link" ? <FromMail /> : step === "sso" ? <FromProvider /> : <Choose to={ownPath(query.to)} />}
      </main>
    </div>
  );
}

/** An organisation that knows somebody by the address they proved asks them in before anything else, unless they had a way to go. */
async function placeAfter(to: string): Promise<string> {
  return to === "/" && (await isAwaited()) ? "/workspace" : to;
}

function Choose({ to }: { to: string }) {
  const { route } = useLocation();
  const isRead = useSignal(false);
  useEffect(() => {
    // Whether an account's session still stands, only the server knows; it may have been ended from another device.
    void peopleLoaded()
      .then(() => (me.peek()?.anonymous === false ? refreshPeople() : undefined))
      .then(() => {
        isRead.value = true;
      });
  }, []);
  const known = me.value;
  if (!isRead.value) return null;
  if (known && !known.anonymous && !isSignedOut.value) {
    return (
      <div class="stack">
        <h1>{known.name === "" ? texts.alreadyUnnamed : texts.already(known.name)}</h1>
        <p>{texts.differently}</p>
        <div>
          <a class="button" href="/settings/account">
            {texts.toAccount}
          </a>
        </div>
      </div>
    );
  }
  return (
    <div class="stack">
      <div>
        <h1>{texts.title}</h1>
        <p class="meta">{texts.intro}</p>
        {pairs.value.length > 0 && (
          <p class="meta">{known?.anonymous === false ? texts.takesOff(known.name) : texts.bringsAlong}</p>
        )}
      </div>
      <WaysIn to={to} onDone={() => void placeAfter(to).then((path) => route(path, true))} />
    </div>
  );
}

/** A mail's link: nothing happens until the button is pressed, since machines open links, too. */
function FromMail() {
  const { route } = useLocation();
  const [id = "", token = ""] = location.hash.slice(1).split(".");
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const code = useSignal<string | null>(null);
  const press = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    problem.value = null;
    const result = await openLink(id, token);
    isBusy.value = false;
    if (result.type !== "ok") problem.value = sayProblem(result);
    else if (result.value.type === "signed_in") route(await placeAfter("/"), true);
    else code.value = result.value.code;
  };
  if (code.value !== null) {
    return (
      <div class="stack" role="status">
        <h1>{texts.link.other}</h1>
        <p class="big-code">{`${code.value.slice(0, 4)}-${code.value.slice(4)}`}</p>
        <p>{texts.link.otherText}</p>
        <p>{texts.link.warning}</p>
      </div>
    );
  }
  return (
    <div class="stack">
      <h1>{texts.link.title}</h1>
      {token === "" ? (
        <p role="alert">{texts.link.broken}</p>
      ) : (
        <>
          <p>{texts.link.text}</p>
          <Button look="primary" disabled={isBusy.value} onClick={() => void press()}>
            {isBusy.value ? texts.entering : texts.link.press}
          </Button>
        </>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {problem.value !== null && <a href="/sign-in">{texts.link.void}</a>}
    </div>
  );
}

/** Where an identity provider sends people back to. The session's cookie comes with our own requests alone, so we ask. */
function FromProvider() {
  const { route } = useLocation();
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    const query = location.search;
    const state = new URLSearchParams(query).get("state") ?? "";
    history.replaceState(null, "", "/sign-in/sso"); // the code is of no use twice, and of none in the history
    if (state === "") {
      problem.value = texts.provider.refused;
      return;
    }
    void finishSso(state, query).then(async (result) => {
      if (result.type === "ok") route(await placeAfter(ownPath(result.value.to)), true);
      else problem.value = sayProblem(result);
    });
  }, []);
  return (
    <div class="stack">
      <h1>{texts.title}</h1>
      <p role="status">{problem.value === null ? texts.provider.working : ""}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {problem.value !== null && <a href="/sign-in">{texts.link.void}</a>}
    </div>
  );
}
