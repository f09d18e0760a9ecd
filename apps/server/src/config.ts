import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import { readStore, type StoreConfig } from "./artifact/store-config.ts";
import { readCalendarProviders } from "./calendar/calendar-providers.ts";
import { type ChatConfig, readChat } from "./chat/chat-config.ts";
import { isLoopback } from "./http/is-loopback.ts";
import { type LinkConfig, readLinkConfig } from "./link/link-config.ts";
import { type MailConfig, readMail } from "./mail/mail-config.ts";
import { type MailInConfig, readMailIn } from "./mail-in/mail-in-config.ts";
import { readOidcProviders } from "./sign-in/oidc/oidc-config.ts";
import type { OidcProvider } from "./sign-in/oidc/oidc-provider.ts";

/** `web`: pages and the API; `sync`: the sockets of open pages; `jobs`: what is to be done by one node alone. */
export type Service = "web" | "sync" | "jobs";

export type Config = {
  host: string;
  /** 0: any free port, told when the server is ready */
  port: number;
  /** absolute path of the one directory in which everything of this server lies */
  dataDirectory: string;
  /** null: the embedded SQLite in the data directory */
  databaseUrl: string | null;
  /** what of a server this process is */
  services: ReadonlySet<Service>;
  /** Where people reach Candor, the first being the one in links; empty: the loopback addresses of host and port. */
  origins: string[];
  /** where links to artifacts lead, an origin of its own; null: to the first of `origins` */
  shareOrigin: string | null;
  /** null: made on the first start and kept in the data directory */
  secret: string | null;
  /** how many proxies of our own stand in front and append to X-Forwarded-For */
  trustedProxies: number;
  /** sustained, per IPv4 address or IPv6 /64 */
  signInsPerMinute: number;
  /** mebibytes that one person's private notes may take up */
  notebookMegabytes: number;
  /** null: mails stay here, for whoever runs this server to read */
  mail: MailConfig | null;
  /** null: no mail comes in, and no invitations are sent, since nobody would read the answers */
  mailIn: MailInConfig | null;
  /** single sign-on, in the order of the buttons */
  oidc: OidcProvider[];
  /** null: images of artifacts lie in the data folder */
  imageStore: StoreConfig | null;
  logLevel: "debug" | "info" | "error";
  /** origins of calendars within one's own network; of these http and other ports are good, too */
  calendarOrigins: string[];
  /** paths of fonts for letters that ours have not, in the PDF files of artifacts */
  pdfFonts: string[];
  /** origins of receivers within one's own network to which announcements may go; of these http and other ports are good, too */
  webhookOrigins: string[];
  /** how titles of links are found out */
  links: LinkConfig;
  /** from which chats words come in */
  chat: ChatConfig;
  /** whose calendars people can connect by giving permission there */
  calendarProviders: CalendarProvider[];
  /** where the pages of whoever wants it are written each night; null: nowhere */
  nightlyFolder: string | null;
  /** null: nobody asks how the server does */
  metrics: { host: string; port: number } | null;
};

/** Everything that is wrong with the settings, in sentences for whoever set them. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Candor cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const SERVICES: readonly Service[] = ["web", "sync", "jobs"];
const MIN_SECRET_LENGTH = 32; // characters

/** @throws {ConfigError} that lists every wrong value at once. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const host = set(env.HOST) ?? "127.0.0.1";
  const config: Config = {
    host,
    port: readNumber("PORT", env.PORT, { fallback: 4321, from: 0, to: 65_535 }, problems),
    dataDirectory: resolve(set(env.CANDOR_DATA) ?? "data"),
    databaseUrl: readDatabaseUrl(set(env.DATABASE_URL), problems),
    services: readServices(set(env.CANDOR_SERVICES), problems),
    origins: readOrigins(set(env.CANDOR_ORIGIN), problems),
    shareOrigin: null,
    secret: readSecret(set(env.CANDOR_SECRET), problems),
    trustedProxies: readNumber(
      "CANDOR_TRUSTED_PROXIES",
      env.CANDOR_TRUSTED_PROXIES,
      { fallback: 0, from: 0, to: 9 },
      problems,
    ),
    signInsPerMinute: readNumber(
      "CANDOR_SIGN_INS_PER_MINUTE",
      env.CANDOR_SIGN_INS_PER_MINUTE,
      { fallback: 30, from: 1, to: 1_000_000 },
      problems,
    ),
    notebookMegabytes: readNumber(
      "CANDOR_NOTEBOOK_MB",
      env.CANDOR_NOTEBOOK_MB,
      { fallback: 64, from: 1, to: 1_000_000 },
      problems,
    ),
    mail: readMail({ url: set(env.CANDOR_SMTP_URL), from: set(env.CANDOR_MAIL_FROM) }, problems),
    mailIn: readMailIn(
      {
        // Its first name, of when nothing but answers to invitations came in.
        address: set(env.CANDOR_MAIL_IN_ADDRESS) ?? set(env.CANDOR_INVITATION_ADDRESS),
        ...{ host: set(env.CANDOR_MAIL_IN_HOST), imap: set(env.CANDOR_IMAP_URL) },
        ...{ hookSecret: set(env.CANDOR_MAIL_HOOK_SECRET), trustedServer: set(env.CANDOR_MAIL_TRUSTED_SERVER) },
        ...{ port: set(env.CANDOR_MAIL_IN_PORT), key: set(env.CANDOR_MAIL_IN_KEY), cert: set(env.CANDOR_MAIL_IN_CERT) },
      },
      set(env.CANDOR_SMTP_URL) !== undefined,
      problems,
    ),
    oidc: readOidcProviders(env, problems),
    imageStore: readStore(env, problems),
    pdfFonts: readFontPaths(set(env.CANDOR_PDF_FONTS), problems),
    calendarOrigins: readVouchedOrigins("CANDOR_CALENDAR_ORIGINS", set(env.CANDOR_CALENDAR_ORIGINS), problems),
    webhookOrigins: readVouchedOrigins("CANDOR_WEBHOOK_ORIGINS", set(env.CANDOR_WEBHOOK_ORIGINS), problems),
    links: readLinkConfig(
      {
        ...{ asks: set(env.CANDOR_LINK_TITLES), origins: set(env.CANDOR_LINK_ORIGINS) },
        documents: set(env.CANDOR_GOOGLE_DOCUMENTS),
        google: set(env.CANDOR_GOOGLE_CALENDAR_CLIENT_ID),
      },
      problems,
    ),
    chat: readChat(env, readVouchedOrigins("CANDOR_CHAT_ORIGINS", set(env.CANDOR_CHAT_ORIGINS), problems), problems),
    calendarProviders: readCalendarProviders(env, problems),
    nightlyFolder: set(env.CANDOR_NIGHTLY_FOLDER) ? resolve(set(env.CANDOR_NIGHTLY_FOLDER) ?? "") : null,
    logLevel: readLogLevel(set(env.CANDOR_LOG), problems),
    metrics: set(env.CANDOR_METRICS_PORT)
      ? {
          host: set(env.CANDOR_METRICS_HOST) ?? "127.0.0.1",
          port: readNumber(
            "CANDOR_METRICS_PORT",
            env.CANDOR_METRICS_PORT,
            { fallback: 0, from: 0, to: 65_535 },
            problems,
          ),
        }
      : null,
  };
  config.shareOrigin = readShareOrigin(set(env.CANDOR_SHARE_ORIGIN), config.origins, problems);
  if (!isLoopback(host) && config.origins.length === 0 && !set(env.CANDOR_ORIGIN)) {
    problems.push(
      `CANDOR_ORIGIN is missing: with HOST=${host} others can reach this server, so it must know its address, such as https://candor.example.org.`,
    );
  }
  if (config.services.size < SERVICES.length && config.databaseUrl === null) {
    problems.push(
      "CANDOR_SERVICES (--services) splits a server into several, which need PostgreSQL: set DATABASE_URL. A SQLite file has one process alone.",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function set(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}

function readNumber(
  name: string,
  value: string | undefined,
  range: { fallback: number; from: number; to: number },
  problems: string[],
): number {
  const text = set(value);
  if (text === undefined) return range.fallback;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= range.from && number <= range.to) return number;
  problems.push(`${name} must be a whole number from ${range.from} to ${range.to}, not "${text}".`);
  return range.fallback;
}

function readServices(value: string | undefined, problems: string[]): ReadonlySet<Service> {
  if (value === undefined) return new Set(SERVICES);
  const named = value.split(",").map((part) => part.trim());
  const unknown = named.filter((name) => !SERVICES.includes(name as Service));
  for (const name of unknown) {
    problems.push(`CANDOR_SERVICES (--services) names "${name}"; there are web, sync and jobs, separated by commas.`);
  }
  return new Set(SERVICES.filter((service) => named.includes(service)));
}

function readDatabaseUrl(value: string | undefined, problems: string[]): string | null {
  if (value === undefined) return null;
  if (/^postgres(ql)?:\/\/./.test(value)) return value;
  // The value may hold a password, so it is never repeated.
  problems.push("DATABASE_URL must begin with postgres:// or postgresql://; leave it out to use the embedded SQLite.");
  return null;
}

function readOrigins(value: string | undefined, problems: string[]): string[] {
  if (value === undefined) return [];
  const origins: string[] = [];
  for (const text of value.split(",").map((part) => part.trim())) {
    const url = URL.parse(text);
    const bare = url?.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
    if (url && bare && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)))) {
      origins.push(url.origin);
    } else if (url?.protocol === "http:" && bare) {
      problems.push(`CANDOR_ORIGIN must use https, since "${text}" is no address of this machine alone.`);
    } else {
      problems.push(
        `CANDOR_ORIGIN must be an address without a path, such as https://candor.example.org, not "${text}".`,
      );
    }
  }
  if (new Set(origins.map((origin) => new URL(origin).protocol)).size > 1) {
    problems.push("CANDOR_ORIGIN mixes http and https; sign-in needs one of them.");
  }
  return origins;
}

/** An origin of its own, or it would keep nothing apart: a port alone makes none, since cookies know no ports. */
function readShareOrigin(value: string | undefined, origins: readonly string[], problems: string[]): string | null {
  if (value === undefined) return null;
  const found: string[] = [];
  const [origin, ...more] = readOrigins(value, found);
  if (origin === undefined || more.length > 0 || found.length > 0) {
    problems.push(
      `CANDOR_SHARE_ORIGIN must be one address without a path, such as https://candor-shared.example.net, not "${value}".`,
    );
    return null;
  }
  if (origins.some((each) => new URL(each).hostname === new URL(origin).hostname)) {
    problems.push(
      "CANDOR_SHARE_ORIGIN must have another host name than CANDOR_ORIGIN: it is there to keep both apart.",
    );
  }
  return origin;
}

function readFontPaths(value: string | undefined, problems: string[]): string[] {
  if (value === undefined) return [];
  return value.split(",").flatMap((part) => {
    const path = part.trim();
    if (/\.(ttf|otf)$/i.test(path) && existsSync(path)) return [resolve(path)];
    problems.push(`CANDOR_PDF_FONTS names "${path}", and there is no font of that name, which ends in .ttf or .otf.`);
    return [];
  });
}

function readVouchedOrigins(name: string, value: string | undefined, problems: string[]): string[] {
  if (value === undefined) return [];
  return value.split(",").flatMap((part) => {
    const url = URL.parse(part.trim());
    const bare = url?.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
    if (url && bare && (url.protocol === "https:" || url.protocol === "http:")) return [url.origin];
    problems.push(
      `${name} must be addresses without a path, such as https://chat.internal.example, separated by commas, not "${part.trim()}".`,
    );
    return [];
  });
}

function readSecret(value: string | undefined, problems: string[]): string | null {
  if (value === undefined) return null;
  if (value.length < MIN_SECRET_LENGTH) {
    problems.push(`CANDOR_SECRET must have at least ${MIN_SECRET_LENGTH} characters; leave it out to have one made.`);
  }
  return value;
}

function readLogLevel(value: string | undefined, problems: string[]): Config["logLevel"] {
  if (value === undefined) return "info";
  if (value === "debug" || value === "info" || value === "error") return value;
  problems.push(`CANDOR_LOG must be debug, info or error, not "${value}".`);
  return "info";
}
