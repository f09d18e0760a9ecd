import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import { isLoopback } from "../http/is-loopback.ts";

// Whole names, so that a search for a setting of the guide finds where it is read.
const GOOGLE = {
  id: "CANDOR_GOOGLE_CALENDAR_CLIENT_ID",
  secret: "CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET",
  origin: "CANDOR_GOOGLE_CALENDAR_ORIGIN",
} as const;
const MICROSOFT = {
  id: "CANDOR_MICROSOFT_CALENDAR_CLIENT_ID",
  secret: "CANDOR_MICROSOFT_CALENDAR_CLIENT_SECRET",
  login: "CANDOR_MICROSOFT_CALENDAR_LOGIN",
  graph: "CANDOR_MICROSOFT_CALENDAR_GRAPH",
  tenant: "CANDOR_MICROSOFT_CALENDAR_TENANT",
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads which services people may connect calendars of; none that is not registered with.
 *
 * @param problems gets a sentence for each wrong value; secrets are not repeated.
 */
export function readCalendarProviders(env: Environment, problems: string[]): CalendarProvider[] {
  return [readGoogle(env, problems), readMicrosoft(env, problems)].filter((each) => each !== null);
}

function readGoogle(env: Environment, problems: string[]): CalendarProvider | null {
  const client = readClient(env, GOOGLE, problems);
  // One address for all that Google has spread over three: for tests, and for who has a gate of their own in between.
  const gate = readPlace(env, GOOGLE.origin, null, problems);
  if (client === null) return null;
  return {
    ...{ kind: "google", ...client },
    authorize: `${gate ?? "https://accounts.google.com"}/o/oauth2/v2/auth`,
    token: `${gate ?? "https://oauth2.googleapis.com"}/token`,
    revoke: `${gate ?? "https://oauth2.googleapis.com"}/revoke`,
    api: `${gate ?? "https://www.googleapis.com"}/calendar/v3`,
  };
}

function readMicrosoft(env: Environment, problems: string[]): CalendarProvider | null {
  const client = readClient(env, MICROSOFT, problems);
  const login = readPlace(env, MICROSOFT.login, "https://login.microsoftonline.com", problems);
  const graph = readPlace(env, MICROSOFT.graph, "https://graph.microsoft.com", problems);
  const tenant = env[MICROSOFT.tenant]?.trim() || "common";
  if (!/^[\w.-]{1,100}$/.test(tenant)) {
    problems.push(`${MICROSOFT.tenant} must be common, organizations, or the id or domain of one, not "${tenant}".`);
    return null;
  }
  if (client === null) return null;
  const oauth = `${login}/${tenant}/oauth2/v2.0`;
  const places = { authorize: `${oauth}/authorize`, token: `${oauth}/token`, revoke: null, api: `${graph}/v1.0` };
  return { kind: "microsoft", ...client, ...places };
}

function readClient(
  env: Environment,
  names: { id: string; secret: string },
  problems: string[],
): Pick<CalendarProvider, "clientId" | "clientSecret"> | null {
  const [clientId, clientSecret] = [env[names.id]?.trim(), env[names.secret]?.trim()];
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (clientId || clientSecret) {
    const missing = clientId ? names.secret : names.id;
    problems.push(`${missing} is missing: calendars there need both, the id and the secret of a client.`);
  }
  return null;
}

function readPlace(env: Environment, name: string, fallback: string | null, problems: string[]): string | null {
  const text = env[name]?.trim();
  if (!text) return fallback;
  const url = URL.parse(text);
  const bare = url?.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  if (url && bare && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))))
    return url.origin;
  problems.push(`${name} must be an https address without a path, not "${text}".`);
  return fallback;
}

/** Where the providers are, as those who run the server say: no name of theirs is looked at with suspicion. */
export function originsOf(providers: readonly CalendarProvider[]): string[] {
  const loopback = providers.flatMap(({ token, api }) => [new URL(token).origin, new URL(api).origin]);
  return [...new Set(loopback)].filter((origin) => origin.startsWith("http:"));
}
