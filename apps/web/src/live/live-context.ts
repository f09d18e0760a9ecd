import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { LiveSession } from "./live-session.ts";

export const LiveContext = createContext<LiveSession | null>(null);

/** The meeting this part of the screen belongs to. */
export function useLive(): LiveSession {
  const session = useContext(LiveContext);
  if (!session) throw new Error("a part of a meeting is drawn outside of one");
  return session;
}
