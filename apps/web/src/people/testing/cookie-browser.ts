import type { SocketTicket } from "@candor/protocol/http/access.ts";
import { TestBrowser } from "../../offline/testing/test-browser.ts";

/** A browser with a cookie jar, on a real server. @param address such as http://localhost:4321 */
export function openCookieBrowser(address: string): TestBrowser {
  const cookies = new Map<string, string>();
  const headers = () => ({
    origin: address,
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  });
  const browser: TestBrowser = new TestBrowser({
    userId: "",
    port: () => Number(new URL(address).port),
    headers,
    askTicket,
    fetch: async (path, init) => {
      if (!browser.isOnline) throw new TypeError("offline");
      const answer = await fetch(address + path, { ...init, headers: { ...init.headers, ...headers() } });
      for (const cookie of answer.headers.getSetCookie()) {
        const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
        cookies.set(name, value);
      }
      return answer;
    },
  });
  return browser;

  async function askTicket(): Promise<string | null> {
    const answer = await browser.fetch("/api/socket-tickets", { method: "POST" });
    if (!answer.ok) throw new Error(`no ticket: ${answer.status}`);
    return ((await answer.json()) as SocketTicket).ticket;
  }
}
