import { readHome } from "./capture-address.ts";

const KEY = "home";

/** The origin of the person's Candor, as they gave it; null where they have not. */
export async function knownHome(): Promise<string | null> {
  const { [KEY]: home } = await chrome.storage.sync.get(KEY);
  return typeof home === "string" ? readHome(home) : null;
}

export async function keepHome(home: string): Promise<void> {
  await chrome.storage.sync.set({ [KEY]: home });
}
