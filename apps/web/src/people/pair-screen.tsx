import { otherMember } from "@candor/core/person/member.ts";
import { computed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { openPage, releasePage } from "../offline/this-tab.ts";
import { PageScreen } from "../page/page-screen.tsx";
import { isFreshPage } from "./fresh-pages.ts";
import { pairs, peopleLoaded, refreshPeople } from "./my-people.ts";
import { peopleOf } from "./people-of.ts";
import { texts } from "./texts.ts";
import "./people.css";

const SLOW_MILLISECONDS = 400; // what is on this device shows sooner; only a server is waited for with words

/** A pair's page by its address: opened, or said why not. */
export function PairScreen({ pairId }: { pairId: string }) {
  const handle = useMemo(() => openPage(pairId), [pairId]);
  useEffect(() => {
    void refreshPeople();
    return () => releasePage(pairId);
  }, [pairId]);
  const pair = useMemo(() => computed(() => pairs.value.find((each) => each.id === pairId) ?? null), [pairId]);
  const people = useMemo(() => computed(() => peopleOf(pair.value)), [pair]);
  const state = handle.state.value;
  if (state === "ready") return <PageScreen handle={handle} people={people} isFresh={isFreshPage(pairId)} />;
  if (state === "missing" || pair.value?.standing === "ended") {
    const known = pair.value;
    return <Missing endedWith={known ? peopleOf(known)[otherMember(known.me)].name : null} />;
  }
  return <Opening pairId={pairId} />;
}

function Opening({ pairId }: { pairId: string }) {
  const isSlow = useSignal(false);
  const isUnknown = useSignal(false);
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
