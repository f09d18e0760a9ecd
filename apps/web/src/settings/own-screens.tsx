import { CalendarScreen } from "../calendar/calendar-screen.tsx";
import { texts } from "../people/texts.ts";
import { UnknownScreen } from "../people/unknown-screen.tsx";
import { DataScreen } from "../rights/data-screen.tsx";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";

const NotebookScreens = lazily(
  () => import("../notebook/notebook-parts.tsx").then(({ parts }) => parts.NotebookScreens),
  Failed,
);
const RhythmScreens = lazily(
  () => import("../rhythm/rhythm-screens.tsx").then((module) => module.RhythmScreens),
  Failed,
);
const OverviewScreen = lazily(
  () => import("../overview/overview-screen.tsx").then((module) => module.OverviewScreen),
  Failed,
);
const InsightScreen = lazily(
  () => import("../insight/insight-screen.tsx").then((module) => module.InsightScreen),
  Failed,
);
const BalanceScreen = lazily(
  () => import("../balance/balance-screen.tsx").then((module) => module.BalanceScreen),
  Failed,
);
const SkipBoardScreen = lazily(
  () => import("../skip/skip-board-screen.tsx").then((module) => module.SkipBoardScreen),
  Failed,
);
const FrictionsScreen = lazily(
  () => import("../pairing/frictions-screen.tsx").then((module) => module.FrictionsScreen),
  Failed,
);
const ConnectionsScreen = lazily(
  () => import("../connections/connections-screen.tsx").then((module) => module.ConnectionsScreen),
  Failed,
);
const RHYTHM_PARTS: readonly string[] = [
  "rhythm",
  "portrait",
  "portraits",
  "together",
  "alone",
  "skip-levels",
  "handoff",
];

const ConnectChatScreen = lazily(
  () => import("../connections/connect-chat-screen.tsx").then((module) => module.ConnectChatScreen),
  Failed,
);
const AssistantScreen = lazily(
  () => import("../connections/assistant-screen.tsx").then((module) => module.AssistantScreen),
  Failed,
);
const DeviceScreen = lazily(() => import("../sign-in/device-screen.tsx").then((module) => module.DeviceScreen), Failed);
const ArtifactScreens = lazily(
  () => import("../artifact/artifact-screens.tsx").then((module) => module.ArtifactScreens),
  Failed,
);

const ChannelsScreen = lazily(
  () => import("../announce/channels-screen.tsx").then((module) => module.ChannelsScreen),
  Failed,
);

/** What is one's own beyond this device, by the address; none of it works without the server. */
export function OwnScreens({ params: { part, artifact }, path, query }: OwnScreensProps) {
  if (path?.startsWith("/artifacts")) return <ArtifactScreens id={artifact ?? null} />;
  if (part === undefined) return <OverviewScreen />;
  if (part === "channels") return <ChannelsScreen />;
  if (part === "insight") return <InsightScreen pairId={query?.with ?? ""} />;
  if (part === "frictions") return <FrictionsScreen />;
  if (part === "balance") return <BalanceScreen />;
  if (part === "skip-board") return <SkipBoardScreen workspace={query?.with ?? ""} />;
  if (RHYTHM_PARTS.includes(part)) return <RhythmScreens part={part} pairId={query?.with ?? ""} />;
  if (part === "connections") return <ConnectionsScreen />;
  if (part === "device") return <DeviceScreen />;
  if (part === "assistant") return <AssistantScreen />;
  if (part === "chat") return <ConnectChatScreen />;
  if (part === "notebook") return <NotebookScreens />;
  if (part === "calendar") return <CalendarScreen />;
  return part === "data" ? <DataScreen /> : <UnknownScreen />;
}

type OwnScreensProps = {
  params: { part?: string; artifact?: string };
  path?: string;
  query?: { with?: string };
};

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="join">
      <p role="alert">{texts.failed.text}</p>
      <div>
        <Button onClick={onRetry}>{texts.failed.retry}</Button>
      </div>
    </main>
  );
}
