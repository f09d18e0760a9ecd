export type Tracker = "github" | "gitlab" | "jira";

export type IssueLink =
  | { type: "link"; tracker: Tracker; href: string /** whether words were left out to keep it short */; isCut: boolean }
  /** a Jira whose project and kind of issue the address does not name by their numbers */
  | { type: "jira_without_project" }
  /** none of these, or not the address of a project */
  | { type: "unknown_tracker" };

export type IssueWords = { title: string; body: string };

const MAX_ADDRESS_LENGTH = 6_000; // GitHub and most proxies stop at 8 kB
const MAX_TITLE_LENGTH = 200;
const CUT = "…";

/**
 * The address at which a tracker offers a new issue with these words in it. Nothing is sent before somebody opens it and
 * presses that tracker's own button, and so no token is needed.
 *
 * @param tracker the address of a repository at GitHub, of a project at a GitLab, or of a Jira's form for new issues.
 */
export function issueLink(tracker: string, { title, body }: IssueWords): IssueLink {
  const place = placeOf(tracker);
  if (!("ask" in place)) return place;
  const whole = wellFormed(body);
  const line = wellFormed(title.replace(/\s+/g, " ").trim());
  const short = cut(line, MAX_TITLE_LENGTH);
  let kept = whole;
  let href = place.ask(short, kept);
  while (href.length > MAX_ADDRESS_LENGTH && kept !== "") {
    kept = cut(kept, Math.floor(kept.length * 0.8));
    href = place.ask(short, kept);
  }
  return { type: "link", tracker: place.tracker, href, isCut: kept !== whole || short !== line };
}

type Place = { tracker: Tracker; ask: (title: string, body: string) => string };

function placeOf(typed: string): Place | Exclude<IssueLink, { type: "link" }> {
  const address = addressIn(typed);
  if (address === null) return { type: "unknown_tracker" };
  const { origin, host, parts, query } = address;
  const dash = parts.indexOf("-"); // GitLab parts the project from what is in it by one
  const isGitlab = host.startsWith("gitlab.") || dash > 1;
  const path = (dash < 0 ? parts : parts.slice(0, dash)).join("/").replace(/\.git$/, "");
  if (isGitlab && path.includes("/")) {
    const at = `${origin}/${path}/-/issues/new`;
    return {
      tracker: "gitlab",
      ask: (title, body) => ask(at, { "issue[title]": title, "issue[description]": body }),
    };
  }
  if ((host === "github.com" || host.startsWith("github.")) && parts.length > 1) {
    const at = `${origin}/${parts
      .slice(0, 2)
      .join("/")
      .replace(/\.git$/, "")}/issues/new`;
    return { tracker: "github", ask: (title, body) => ask(at, { title, body }) };
  }
  if (!/\.atlassian\.net$|^jira\./.test(host) && parts[0] !== "jira" && !query.has("pid"))
    return { type: "unknown_tracker" };
  // Jira's form takes the number of a project and of a kind of issue, which nobody knows who only knows its address.
  const [pid, issuetype] = [query.get("pid"), query.get("issuetype")];
  if (!pid || !issuetype) return { type: "jira_without_project" };
  const secure = parts.indexOf("secure");
  const base = [origin, ...parts.slice(0, Math.max(secure, 0))].join("/");
  const at = `${base}/secure/CreateIssueDetails!init.jspa`;
  return { tracker: "jira", ask: (title, body) => ask(at, { pid, issuetype, summary: title, description: body }) };
}

type Address = { origin: string; host: string; parts: string[]; query: ReadonlyMap<string, string> };

/** Of the web alone, and without a name and password in it. */
function addressIn(typed: string): Address | null {
  const [, scheme = "https://", host, path = "", query = ""] =
    /^(https?:\/\/)?([a-z\d.-]+\.[a-z\d-]+(?::\d{1,5})?)(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(typed.trim()) ??
    [];
  if (host === undefined) return null;
  return {
    origin: (scheme + host).toLowerCase(),
    host: host.toLowerCase().replace(/:\d+$/, ""),
    parts: path.split("/").filter((part) => part !== "" && part !== "." && part !== ".."),
    query: new Map(
      query.split("&").flatMap((pair): [string, string][] => {
        const [, name, number] = /^(pid|issuetype)=(\d{1,12})$/.exec(pair) ?? [];
        return name !== undefined && number !== undefined ? [[name, number]] : [];
      }),
    ),
  };
}

function ask(at: string, words: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(words).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `${at}?${pairs.join("&")}`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1)).replace(/[\ud800-\udbff]$/, "")}${CUT}`;
}

/** Half a character is none that an address could hold. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
