import { AccountScreen } from "./account-screen.tsx";
import { OutboxScreen } from "./outbox-screen.tsx";
import { SignInScreens } from "./sign-in-screens.tsx";

type AccountScreensProps = {
  /** left out: signing in */
  screen?: "account" | "outbox";
  params: { step?: string };
  query: Record<string, string>;
};

/** Everything about accounts, in one file that is fetched when it is wanted: none of it works without the server. */
export function AccountScreens({ screen, params, query }: AccountScreensProps) {
  if (screen === "account") return <AccountScreen />;
  if (screen === "outbox") return <OutboxScreen />;
  return <SignInScreens key={params.step} step={params.step} query={query} />;
}
