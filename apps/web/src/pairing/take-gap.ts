import { saidNow } from "@candor/core/portrait/portrait.ts";
import { entriesOf, readPortrait, sayPortrait } from "../rhythm/portrait-calls.ts";

export type Taken = "taken" | "changed" | "unreachable";

/** Adds a line to what I say that I want to learn, below what stands there; one that stands there is there already. */
export async function takeGap(text: string): Promise<Taken> {
  const read = await readPortrait();
  if (read.type !== "ok") return "unreachable";
  const was = saidNow(entriesOf(read.value.entries)).find(({ part }) => part === "learn")?.text ?? null;
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "" || was?.split("\n").includes(line)) return "taken";
  const said = await sayPortrait("learn", { text: [was, line].filter(Boolean).join("\n"), was });
  return said.type === "ok" ? "taken" : said.type === "problem" ? "changed" : "unreachable";
}
