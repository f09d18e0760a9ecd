import { CalendarScreen } from "../calendar/calendar-screen.tsx";
import { DataScreen } from "../rights/data-screen.tsx";

/** What is one's own beyond this device, by the address; none of it works without the server. */
export function OwnScreens({ params: { part } }: { params: { part: string } }) {
  return part === "calendar" ? <CalendarScreen /> : <DataScreen />;
}
