import { CalendarScreen } from "../calendar/calendar-screen.tsx";
import { texts } from "../people/texts.ts";
import { DataScreen } from "../rights/data-screen.tsx";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";

const NotebookScreens = lazily(
  () => import("../notebook/notebook-screens.tsx").then((module) => module.NotebookScreens),
  ({ onRetry }) => (
    <main class="join">
      <p role="alert">{texts.failed.text}</p>
      <div>
        <Button onClick={onRetry}>{texts.failed.retry}</Button>
      </div>
    </main>
  ),
);

/** What is one's own beyond this device, by the address; none of it works without the server. */
export function OwnScreens({ params: { part } }: { params: { part: string } }) {
  if (part === "notebook") return <NotebookScreens />;
  return part === "calendar" ? <CalendarScreen /> : <DataScreen />;
}
