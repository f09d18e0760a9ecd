import { useEffect, useMemo } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { CommandLayer } from "./commands/command-layer.tsx";
import type { CommandWorld } from "./commands/command-world.ts";
import { registerCommands } from "./commands/commands.ts";
import { createCommandWorld } from "./create-command-world.ts";
import type { PageMode } from "./page/page-mode.ts";
import { JoinScreen } from "./people/join-screen.tsx";
import { PairScreen } from "./people/pair-screen.tsx";
import { StartScreen } from "./people/start-screen.tsx";
import { texts as peopleTexts } from "./people/texts.ts";
import { UnknownScreen } from "./people/unknown-screen.tsx";
import { settingsCommandTexts as settingsTexts } from "./settings/command-texts.ts";
import { Button } from "./ui/button.tsx";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import { lazily } from "./ui/lazily.tsx";
import { Overlays } from "./ui/overlays.tsx";
import { texts as uiTexts } from "./ui/texts.ts";
import { NewVersionHint } from "./update/new-version-hint.tsx";

const SettingsScreen = lazily(
  () => import("./settings/settings-screen.tsx").then((module) => module.SettingsScreen),
  Failed,
);
const OwnScreens = lazily(() => import("./settings/own-screens.tsx").then((module) => module.OwnScreens), Failed);
const PrintScreen = lazily(() => import("./print/print-screen.tsx").then((module) => module.PrintScreen), Failed);
const CaptureScreen = lazily(
  () => import("./capture/capture-screen.tsx").then((module) => module.CaptureScreen),
  Failed,
);
const HandbookScreen = lazily(
  () => import("./handbook/handbook-screen.tsx").then((module) => module.HandbookScreen),
  Failed,
);
const QuestionsScreen = lazily(
  () => import("./questions/questions-screen.tsx").then((module) => module.QuestionsScreen),
  Failed,
);

const ActionsScreen = lazily(
  () => import("./actions/actions-screen.tsx").then((module) => module.ActionsScreen),
  Failed,
);
const AccountScreens = lazily(
  () => import("./sign-in/account-screens.tsx").then((module) => module.AccountScreens),
  Failed,
);

const OrganisationScreens = lazily(
  () => import("./workspace/organisation-screens.tsx").then((module) => module.OrganisationScreens),
  Failed,
);
const PlannerScreen = lazily(
  () => import("./planner/planner-screen.tsx").then((module) => module.PlannerScreen),
  Failed,
);
const SearchScreen = lazily(() => import("./search/search-screen.tsx").then((module) => module.SearchScreen), Failed);
const ThemesScreen = lazily(() => import("./themes/themes-screen.tsx").then((module) => module.ThemesScreen), Failed);

/** The whole app: a screen by the address, and what floats over any screen. */
export function App() {
  return (
    <LocationProvider>
      <Screens />
    </LocationProvider>
  );
}

function Screens() {
  const { route } = useLocation();
  const world = useMemo(() => createCommandWorld(route), []);
  useEffect(
    () =>
      registerCommands([
        { id: "settings", name: settingsTexts.title, shortcut: "G S", run: () => route("/settings") },
        { id: "workspace", name: settingsTexts.workspace, shortcut: "G W", run: () => route("/workspace") },
        { id: "search", name: settingsTexts.search, shortcut: "G F", run: () => route("/search") },
      ]),
    [],
  );
  return (
    <>
      <NewVersionHint />
      <ErrorBoundary what={uiTexts.broken.app}>
        <Router>
          <Route path="/" component={StartScreen} />
          <Route path="/p/:pair" component={PairRoute} />
          <Route path="/p/:pair/live" component={PairRoute} mode="live" />
          <Route path="/p/:pair/walk" component={PairRoute} mode="walk" />
          <Route path="/p/:pair/private" component={PairRoute} mode="private" />
          <Route path="/p/:pair/ledger" component={PairRoute} mode="ledger" />
          <Route path="/p/:pair/pairing" component={PairRoute} mode="pairing" />
          <Route path="/actions" component={ActionsScreen} />
          <Route path="/i/:invitation" component={JoinRoute} />
          <Route path="/planner" component={PlannerScreen} />
          <Route path="/search" component={SearchRoute} world={world} />
          <Route path="/themes" component={ThemesScreen} />
          <Route path="/settings" component={SettingsScreen} />
          <Route path="/settings/account" component={AccountScreens} screen="account" />
          <Route path="/sign-in/:step?" component={AccountScreens} />
          <Route path="/operator/outbox" component={AccountScreens} screen="outbox" />
          <Route path="/settings/:part" component={OwnScreens} />
          <Route path="/people" component={OwnScreens} />
          <Route path="/artifacts/:artifact?" component={OwnScreens} />
          <Route path="/setup" component={OrganisationScreens} />
          <Route path="/join-workspace/:invitation" component={OrganisationScreens} />
          <Route path="/workspace/:workspace?/:part?" component={OrganisationScreens} />
          <Route path="/capture" component={CaptureRoute} world={world} />
          <Route path="/handbook" component={HandbookScreen} />
          <Route path="/questions" component={QuestionsRoute} world={world} />
          <Route path="/print/:pair/:meeting?" component={PrintRoute} world={world} />
          <Route default component={UnknownScreen} />
        </Router>
      </ErrorBoundary>
      <CommandLayer world={world} />
      <Overlays />
    </>
  );
}

type Matched<Name extends string> = { params: Readonly<Record<Name, string>> };

/** One component for a page and its meeting, so that the page stays open from the one to the other. */
function PairRoute({ params, mode }: Matched<"pair"> & { mode?: PageMode }) {
  return <PairScreen key={params.pair} pairId={params.pair} mode={mode ?? "page"} />;
}

function JoinRoute({ params }: Matched<"invitation">) {
  return <JoinScreen key={params.invitation} invitationId={params.invitation} />;
}

function CaptureRoute({ world, query }: { world: CommandWorld; query: Record<string, string> }) {
  return <CaptureScreen world={world} query={query} />;
}

function SearchRoute({ world }: { world: CommandWorld }) {
  return <SearchScreen world={world} />;
}

function QuestionsRoute({ world }: { world: CommandWorld }) {
  return <QuestionsScreen world={world} />;
}

function PrintRoute({ world, params }: { world: CommandWorld; params: { pair: string; meeting?: string } }) {
  return <PrintScreen world={world} pairId={params.pair} meeting={params.meeting} />;
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="join">
      <p role="alert">{peopleTexts.failed.text}</p>
      <div>
        <Button onClick={onRetry}>{peopleTexts.failed.retry}</Button>
      </div>
    </main>
  );
}
