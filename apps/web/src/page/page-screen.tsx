import type { Member, MemberId } from "@candor/core/person/member.ts";
import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Actions } from "../actions/actions.tsx";
import { registerCommands } from "../commands/commands.ts";
import { currentPage } from "../commands/current-page.ts";
import { startTexts } from "../live/start-texts.ts";
import { wantedPath } from "../live/wanted-path.ts";
import { WelcomeNotes } from "../notes/welcome-notes.tsx";
import type { PageHandle } from "../offline/page-handle.ts";
import { atRest } from "../ui/at-rest.ts";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { onceLoaded } from "../ui/once-loaded.ts";
import { Tabs } from "../ui/tabs.tsx";
import { Agenda } from "./agenda.tsx";
import { followFocus } from "./follow-focus.ts";
import { followHidden } from "./follow-hidden.ts";
import { Guarded } from "./guarded.tsx";
import { Hopper } from "./hopper.tsx";
import { LaterMeetings } from "./later-meetings.tsx";
import { PageBanner } from "./page-banner.tsx";
import { PageContext, usePage } from "./page-context.ts";
import { closePageDialog, openPageDialog, pageDialog } from "./page-dialog.ts";
import { PageHeader } from "./page-header.tsx";
import type { PageMode } from "./page-mode.ts";
import { createPageModel } from "./page-model.ts";
import { type PagePart, shownPart } from "./page-part.ts";
import { PastMeetings } from "./past-meetings.tsx";
import { PrivatePart } from "./private-part.tsx";
import { steadyCaret } from "./steady-caret.ts";
import { texts } from "./texts.ts";
import { WhoCanRead } from "./who-can-read.tsx";
import "./page.css";

const PARTS: readonly { id: PagePart; label: string }[] = [
  { id: "agenda", label: texts.tabs.agenda },
  { id: "hopper", label: texts.tabs.hopper },
  { id: "private", label: texts.tabs.private },
  { id: "notes", label: texts.tabs.notes },
];

type PageScreenProps = {
  handle: PageHandle;
  people: ReadonlySignal<Record<MemberId, Member>>;
  mode: PageMode;
  /** just begun on this device: examples show, and how often the two meet is asked */
  isFresh: boolean;
};

/** The page of a pair, open and read. */
export function PageScreen({ handle, people, mode, isFresh }: PageScreenProps) {
  const model = useMemo(() => createPageModel(handle, people), [handle, people]);
  const root = useRef<HTMLDivElement>(null);
  // Once they have met here, the page is no longer one that was just begun, and what changed in it both have seen.
  const hasMet = useRef(false);
  hasMet.current ||= mode === "live";
  useEffect(() => model.dispose, [model]);
  useEffect(() => {
    currentPage.value = handle;
    const stopFollowing = onceLoaded(
      () => atRest().then(() => import("./follow-page.ts")),
      ({ followPage }) => followPage(model),
    );
    return () => {
      if (currentPage.peek() === handle) currentPage.value = null;
      closePageDialog();
      stopFollowing();
    };
  }, [model]);
  useEffect(() => {
    if (mode !== "page") return undefined;
    return onceLoaded(loadCommands, ({ pageCommands }) => registerCommands(pageCommands(model)));
  }, [model, mode]);
  const { route } = useLocation();
  const leave = () => route(`/p/${encodeURIComponent(handle.pairId)}`);
  const wanted = wantedPath.value;
  useEffect(() => {
    if (wanted === null) return;
    wantedPath.value = null;
    route(wanted);
  }, [wanted]);
  useLayoutEffect(() => (root.current ? followFocus(root.current, model) : undefined), [model]);
  useLayoutEffect(() => steadyCaret(handle.doc), [handle]);
  useEffect(() => followHidden(handle), [handle]);
  useEffect(() => {
    if (location.hash === "") return;
    import("./go-to-named.ts").then(
      ({ goToNamed }) => goToNamed(handle),
      () => undefined, // the page itself is here
    );
  }, [model]);

  const names = useComputed(() => ({
    a: people.value.a.name || texts.otherMissing,
    b: people.value.b.name || texts.otherMissing,
  }));
  const { [model.me]: me, [model.other]: other } = people.value;
  useEffect(() => {
    document.title = `${texts.title(me.name || texts.meMissing, other.name || texts.otherMissing)} · Candor`;
  }, [me.name, other.name]);

  const OtherScreen = SCREENS[mode === "page" ? "live" : mode];
  return (
    <PageContext.Provider value={model}>
      <div ref={root} class="page" data-part={shownPart.value}>
        {mode === "page" ? (
          <WholePage handle={handle} names={names.value} isFresh={isFresh} hasMet={hasMet.current} />
        ) : (
          <>
            <PageBanner />
            <OtherScreen onLeave={leave} pair={handle.pairId} />
          </>
        )}
        <LazyDialogs />
        {mode !== "private" && <PrivatePart place={{ type: "dialogs" }} />}
      </div>
    </PageContext.Provider>
  );
}

type WholePageProps = { handle: PageHandle; names: Record<MemberId, string>; isFresh: boolean; hasMet: boolean };

function WholePage({ handle, names, isFresh: wasFresh, hasMet }: WholePageProps) {
  const isFresh = wasFresh && !hasMet;
  return (
    <>
      <a class="skip-link" href="#agenda-heading">
        {texts.skipToAgenda}
      </a>
      <PageHeader />
      <PageBanner />
      <Beside />
      {!hasMet && <ChangesBar handle={handle} names={names} />}
      <main class="page-body">
        <div class="page-tabs">
          <Tabs
            label={texts.tabs.label}
            tabs={PARTS}
            selected={shownPart.value}
            panelId={(id) => `part-${id}`}
            onSelect={(id) => {
              shownPart.value = id;
            }}
          />
        </div>
        <div class="page-grid">
          {/* The agenda first, whatever the columns: it is what one comes for. */}
          <div id="part-agenda" class="page-agenda">
            <div class="welcome" data-welcome>
              <Guarded what={texts.notesBroken} handle={handle} names={names}>
                <WelcomeNotes handle={handle} names={names} />
              </Guarded>
              <WhoCanRead />
            </div>
            <NextAgenda isFresh={isFresh} />
            <Actions />
            <LaterMeetings />
          </div>
          <div id="part-hopper" class="page-hopper">
            <Hopper isFresh={isFresh} />
            <div id="part-private">
              <PrivatePart place={{ type: "person" }} />
            </div>
          </div>
          <div id="part-notes" class="page-past">
            <PastMeetings />
          </div>
        </div>
      </main>
    </>
  );
}

// Asked for while the page is still being opened, so that keys are heard as soon as it shows.
const loadCommands = () => import("./page-commands.ts");
loadCommands().catch(() => undefined);

const Beside = lazily(() => atRest().then(() => import("./beside-page.tsx").then((module) => module.BesidePage)));
// The page does without.
const ChangesBar = lazily(() =>
  atRest().then(() => import("../history/changes-bar.tsx").then((module) => module.ChangesBar)),
);
const LiveScreen = lazily<OtherProps>(
  () => import("../live/live-screen.tsx").then((module) => module.LiveScreen),
  ModeFailed,
);
const LedgerScreen = lazily<OtherProps>(
  () => import("../ledger/ledger-screen.tsx").then((module) => module.LedgerScreen),
  ModeFailed,
);
const PairingScreen = lazily<OtherProps>(
  () => import("../pairing/pairing-screen.tsx").then((module) => module.PairingScreen),
  ModeFailed,
);
const PrivateScreen = lazily<OtherProps>(
  () => import("../notebook/notebook-parts.tsx").then(({ parts }) => parts.NotebookScreens),
  ModeFailed,
);
const WalkScreen = lazily<OtherProps>(
  () => import("../walk/walk-screen.tsx").then((module) => module.WalkScreen),
  ModeFailed,
);

type OtherProps = { onLeave: () => void; pair: string };

const SCREENS = {
  live: LiveScreen,
  walk: WalkScreen,
  ledger: LedgerScreen,
  pairing: PairingScreen,
  private: PrivateScreen,
};

function ModeFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="page-body">
      <p role="alert">{startTexts.failed}</p>
      <Button onClick={onRetry}>{startTexts.retry}</Button>
    </main>
  );
}

function NextAgenda({ isFresh }: { isFresh: boolean }) {
  const id = usePage().nextMeetingId.value;
  return id === null ? <NoMeeting /> : <Agenda key={id} meetingId={id} isFresh={isFresh} />;
}

/** Nothing is planned: the other took it off, or history was restored to a time before. */
function NoMeeting() {
  return (
    <section class="card" aria-labelledby="agenda-heading">
      <h2 id="agenda-heading" tabIndex={-1}>
        {texts.agenda}
      </h2>
      <p class="empty">{texts.noMeeting}</p>
      {usePage().canEdit.value && (
        <div class="row">
          <Button onClick={() => openPageDialog({ type: "plan", topic: null })}>{texts.meeting.plan}</Button>
        </div>
      )}
    </section>
  );
}

/** Dialogs are few and rare: their code comes with the first that is opened. */
function LazyDialogs() {
  const Dialogs = useSignal<ComponentType | null>(null);
  const wanted = pageDialog.value !== null;
  useEffect(() => {
    if (!wanted || Dialogs.peek()) return;
    import("./page-dialogs.tsx").then(
      (module) => {
        Dialogs.value = module.PageDialogs;
      },
      () => closePageDialog(),
    );
  }, [wanted]);
  const Loaded = Dialogs.value;
  return wanted && Loaded ? <Loaded /> : null;
}
