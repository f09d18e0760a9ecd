import { otherMember } from "@candor/core/person/member.ts";
import { computed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { openPage, releasePage } from "../offline/this-tab.ts";
import { Guarded } from "../page/guarded.tsx";
import type { PageMode } from "../page/page-mode.ts";
import { lookedFor } from "../ui/at-rest.ts";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { isFreshPage } from "./fresh-pages.ts";
import { pairs, peopleLoaded, refreshPeople } from "./my-people.ts";
import { peopleOf } from "./people-of.ts";
import { texts } from "./texts.ts";
import "./people.css";

// A file of its own, so that the start page does not read it; it is asked for together with the others all the same.
const loadPageScreen = () => import("../page/page-screen.tsx").then((module) => module.PageScreen);
const PageScreen = lazily(loadPageScreen, PageFailed);

const NotebookScreens = lazily(
  () => import("../notebook/notebook-screens.tsx").then((module) => module.NotebookScreens),
  PageFailed,
);

const SLOW_MILLISECONDS = 400; // what is on this device shows sooner; only a server is waited for with words

/** A pair's page by its address: opened, or said why not. */
export function PairScreen({ pairId, mode = "page" }: { pairId: string; mode?: PageMode }) {
  const opened: PageHandle = useMemo(() => {
    loadPageScreen().catch(() => undefined); // beside the page itself; where it fails, drawing it says so
    return openPage(pairId);
  }, [pairId]);
  // What was refused for good is set aside by opening the page anew.
  const handle = latest(opened);
  useEffect(() => {
    void refreshPeople();
    return () => releasePage(pairId);
  }, [pairId]);
  const pair = useMemo(() => computed(() => pairs.value.find((each) => each.id === pairId) ?? null), [pairId]);
  const people = useMemo(() => computed(() => peopleOf(pair.value)), [pair]);
  const state = handle.state.value;
  if (state === "ready") {
    const { a, b } = people.value;
    return (
      <Guarded what={texts.broken} handle={handle} names={{ a: a.name, b: b.name }}>
        <PageScreen
          key={handle.doc.clientID}
          handle={handle}
          people={people}
          mode={mode}
          isFresh={isFreshPage(pairId)}
        />
      </Guarded>
    );
  }
  if (state === "missing" || pair.value?.standing === "ended") {
    // What one wrote about somebody stays, whatever becomes of the page.
    if (mode === "private") return <NotebookScreens pair={pairId} />;
    const known = pair.value;
    return <Missing endedWith={known ? peopleOf(known)[otherMember(known.me)].name : null} />;
  }
  return <Opening pairId={pairId} />;
}

function latest(handle: PageHandle): PageHandle {
  return handle.successor.value ? latest(handle.successor.value) : handle;
}

function PageFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="join">
      <p role="alert">{texts.failed.text}</p>
      <div>
        <Button onClick={onRetry}>{texts.failed.retry}</Button>
      </div>
    </main>
  );
}

function Opening({ pairId }: { pairId: string }) {
  const isSlow = useSignal(false);
  const isUnknown = useSignal(false);
  useEffect(lookedFor, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      isSlow.value = true;
    }, SLOW_MILLISECONDS);
    // A page of nobody I know, once the server has told whom I know: it will not come.
    void peopleLoaded()
      .then(refreshPeople)
      .then(() => {
        isUnknown.value = !pairs.peek().some((each) => each.id === pairId);
      });
    return () => clearTimeout(timer);
  }, [pairId]);
  if (isUnknown.value) return <Missing endedWith={null} />;
  return (
    <main class="join">
      <p role="status">{isSlow.value ? texts.opening : ""}</p>
    </main>
  );
}

function Missing({ endedWith }: { endedWith: string | null }) {
  useEffect(() => {
    document.title = "Candor";
  }, []);
  return (
    <main class="join">
      <h1>{endedWith === null ? texts.missing.title : texts.missing.endedTitle}</h1>
      <p>{endedWith === null ? texts.missing.text : texts.missing.ended(endedWith)}</p>
      <a class="button" href="/">
        {texts.missing.home}
      </a>
    </main>
  );
}
