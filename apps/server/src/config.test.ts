import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";

test("nothing needs to be set for one machine", () => {
  expect(loadConfig({})).toEqual({
    host: "127.0.0.1",
    port: 4321,
    dataDirectory: resolve("data"),
    databaseUrl: null,
    services: new Set(["web", "sync", "jobs"]),
    origins: [],
    shareOrigin: null,
    secret: null,
    trustedProxies: 0,
    signInsPerMinute: 30,
    notebookMegabytes: 64,
    mail: null,
    mailIn: null,
    metrics: null,
    oidc: [],
    imageStore: null,
    calendarOrigins: [],
    pdfFonts: [],
    nightlyFolder: null,
    links: { asks: "all", sites: [], allowed: [], documents: false },
    webhookOrigins: [],
    calendarProviders: [],
    chat: { slackSecrets: [], discordKey: null, teams: null, origins: [] },
    logLevel: "info",
  });
});

test("every wrong value is listed at once", () => {
  expect(
    problemsOf({
      PORT: "80a",
      DATABASE_URL: "mysql://root:hunter2@db/x",
      CANDOR_ORIGIN: "https://candor.example.org/team",
      CANDOR_SECRET: "short",
      CANDOR_TRUSTED_PROXIES: "-1",
      CANDOR_LOG: "loud",
    }),
  ).toEqual([
    expect.stringContaining("PORT"),
    expect.stringContaining("DATABASE_URL"),
    expect.stringContaining("CANDOR_ORIGIN"),
    expect.stringContaining("CANDOR_SECRET"),
    expect.stringContaining("CANDOR_TRUSTED_PROXIES"),
    expect.stringContaining("CANDOR_LOG"),
  ]);
});

test("what may hold a password is never repeated", () => {
  const problems = problemsOf({ DATABASE_URL: "mysql://root:hunter2@db/x", CANDOR_SECRET: "hunter2" });
  expect(problems.join()).not.toContain("hunter2");
});

test("a server that others can reach must know its own address", () => {
  expect(problemsOf({ HOST: "0.0.0.0" })).toEqual([expect.stringContaining("CANDOR_ORIGIN is missing")]);
  expect(loadConfig({ HOST: "0.0.0.0", CANDOR_ORIGIN: "https://candor.example.org" }).origins).toEqual([
    "https://candor.example.org",
  ]);
});

test("an address of others must be https, one of this machine need not", () => {
  expect(problemsOf({ CANDOR_ORIGIN: "http://candor.example.org" })).toEqual([expect.stringContaining("https")]);
  expect(loadConfig({ CANDOR_ORIGIN: "http://localhost:5173, http://127.0.0.1:5173" }).origins).toEqual([
    "http://localhost:5173",
    "http://127.0.0.1:5173",
  ]);
});

test.each(["http://u:p@localhost", "https://candor.example.org?x", "candor.example.org", "javascript:alert(1)"])(
  "%s is no address",
  (origin) => {
    expect(problemsOf({ CANDOR_ORIGIN: origin })).toHaveLength(1);
  },
);

test("links to artifacts lead to a host of their own, or to where people reach this server", () => {
  const CANDOR_ORIGIN = "https://candor.example.org";
  const read = (CANDOR_SHARE_ORIGIN: string) => loadConfig({ CANDOR_ORIGIN, CANDOR_SHARE_ORIGIN }).shareOrigin;
  expect(read("https://candor-shared.example.net")).toBe("https://candor-shared.example.net");
  for (const wrong of [
    "https://candor.example.org:8443",
    "https://a.example, https://b.example",
    "http://a.example",
    "x",
  ])
    expect(problemsOf({ CANDOR_ORIGIN, CANDOR_SHARE_ORIGIN: wrong })).toEqual([
      expect.stringContaining("CANDOR_SHARE_ORIGIN"),
    ]);
});

test("a value of blanks is as good as none", () => {
  expect(loadConfig({ PORT: " ", DATABASE_URL: "" })).toMatchObject({ port: 4321, databaseUrl: null });
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test("mail needs a mail server and an address to come from", () => {
  const set = {
    CANDOR_SMTP_URL: "smtps://candor:pw@mail.example.org",
    CANDOR_MAIL_FROM: "Candor <candor@example.org>",
  };
  expect(loadConfig(set).mail).toEqual({ url: set.CANDOR_SMTP_URL, from: set.CANDOR_MAIL_FROM });
  expect(problemsOf({ CANDOR_SMTP_URL: "smtp://mail.example.org" })).toEqual([
    expect.stringContaining("CANDOR_MAIL_FROM"),
  ]);
  expect(problemsOf({ CANDOR_MAIL_FROM: "candor@example.org" })).toEqual([expect.stringContaining("CANDOR_SMTP_URL")]);
  const wrong = problemsOf({
    CANDOR_SMTP_URL: "https://u:hunter2@mail.example.org",
    CANDOR_MAIL_FROM: "a, b@example.org",
  });
  expect(wrong).toEqual([expect.stringContaining("CANDOR_SMTP_URL"), expect.stringContaining("CANDOR_MAIL_FROM")]);
  expect(wrong.join()).not.toContain("hunter2");
});

test("several identity providers are told apart by a number", () => {
  const first = {
    CANDOR_OIDC_ISSUER: "https://id.example.org",
    CANDOR_OIDC_CLIENT_ID: "c",
    CANDOR_OIDC_CLIENT_SECRET: "s",
  };
  const second = {
    CANDOR_OIDC_2_ISSUER: "http://127.0.0.1:9000",
    CANDOR_OIDC_2_CLIENT_ID: "c2",
    CANDOR_OIDC_2_CLIENT_SECRET: "s2",
    CANDOR_OIDC_2_NAME: "Acme",
  };
  expect(loadConfig({ ...first, ...second }).oidc).toEqual([
    { id: "1", name: "id.example.org", issuer: "https://id.example.org", clientId: "c", clientSecret: "s" },
    { id: "2", name: "Acme", issuer: "http://127.0.0.1:9000", clientId: "c2", clientSecret: "s2" },
  ]);
  expect(problemsOf({ ...first, CANDOR_OIDC_CLIENT_SECRET: "" })).toEqual([
    expect.stringContaining("CANDOR_OIDC_CLIENT_SECRET"),
  ]);
  expect(problemsOf({ ...first, CANDOR_OIDC_ISSUER: "http://id.example.org" })).toEqual([
    expect.stringContaining("CANDOR_OIDC_ISSUER"),
  ]);
});

test("a server is split over PostgreSQL alone, and into parts that there are", () => {
  const databaseUrl = "postgres://candor@db/candor";
  const split = loadConfig({ DATABASE_URL: databaseUrl, CANDOR_SERVICES: "web, sync" });
  expect([...split.services]).toEqual(["web", "sync"]);
  expect(() => loadConfig({ CANDOR_SERVICES: "web" })).toThrow(/need PostgreSQL: set DATABASE_URL/);
  expect(() => loadConfig({ DATABASE_URL: databaseUrl, CANDOR_SERVICES: "web,mail" })).toThrow(
    /names "mail"; there are web, sync and jobs/,
  );
});

test("calendars of one's own network are named by their origin, and what is none is said", () => {
  expect(
    loadConfig({ CANDOR_CALENDAR_ORIGINS: "https://dav.example.org, http://10.0.0.5:5232" }).calendarOrigins,
  ).toEqual(["https://dav.example.org", "http://10.0.0.5:5232"]);
  for (const value of ["dav", "https://dav.example.org/path", "ftp://dav.example.org", "https://a:b@dav.example.org"])
    for (const name of ["CANDOR_CALENDAR_ORIGINS", "CANDOR_WEBHOOK_ORIGINS"])
      expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(name));
});

test("invitations need an address of their own, a port at which answers come in, and mail that goes out", () => {
  const mail = { CANDOR_SMTP_URL: "smtp://mail.example.org", CANDOR_MAIL_FROM: "candor@example.org" };
  const set = { ...mail, CANDOR_INVITATION_ADDRESS: "Meetings@example.org", CANDOR_MAIL_IN_PORT: "2525" };
  expect(loadConfig(set).mailIn).toEqual({
    ...{ address: "meetings@example.org", listen: { host: "127.0.0.1", port: 2525, tls: null } },
    ...{ imap: null, hookSecrets: [], trustedServer: null },
  });
  expect(loadConfig({ ...set, CANDOR_MAIL_IN_ADDRESS: "in@example.org" }).mailIn?.address).toBe("in@example.org");
  for (const wrong of [
    { ...set, CANDOR_INVITATION_ADDRESS: "meetings+x@example.org" },
    { ...mail, CANDOR_INVITATION_ADDRESS: "meetings@example.org" },
    { ...set, CANDOR_SMTP_URL: "", CANDOR_MAIL_FROM: "" },
    { ...set, CANDOR_MAIL_IN_KEY: "/nowhere" },
  ])
    expect(() => loadConfig(wrong)).toThrow(ConfigError);
});

test("mail comes in by a mailbox or a provider as well, and no password is repeated", () => {
  const set = {
    ...{ CANDOR_SMTP_URL: "smtp://mail.example.org", CANDOR_MAIL_FROM: "candor@example.org" },
    ...{ CANDOR_MAIL_IN_ADDRESS: "in@example.org", CANDOR_IMAP_URL: "imaps://in%40example.org:a%2Fb@mail.example.org" },
  };
  expect(loadConfig({ ...set, CANDOR_MAIL_TRUSTED_SERVER: "MX.example.org" }).mailIn).toMatchObject({
    imap: { ...{ host: "mail.example.org", port: 993, tls: "implicit" }, user: "in@example.org", password: "a/b" },
    ...{ listen: null, trustedServer: "mx.example.org" },
  });
  const secrets = ["n".repeat(24), `whsec_${Buffer.alloc(24, 1).toString("base64")}`];
  expect(loadConfig({ ...set, CANDOR_MAIL_HOOK_SECRET: secrets.join(" ") }).mailIn?.hookSecrets).toEqual(secrets);
  const at = (url: string) => loadConfig({ ...set, CANDOR_IMAP_URL: url }).mailIn?.imap;
  expect(at("imap://in:b@127.0.0.1:1143/Hopper")).toMatchObject({ port: 1143, tls: "none", folder: "Hopper" });
  expect(at("imap://in:b@mail.example.org")).toMatchObject({ port: 143, tls: "start", folder: "INBOX" });
  for (const [wrong, said] of [
    [{ CANDOR_IMAP_URL: "https://in:hunter2@mail.example.org" }, /CANDOR_IMAP_URL/],
    [{ CANDOR_IMAP_URL: undefined }, /no way in/],
    [{ CANDOR_MAIL_HOOK_SECRET: "hunter2" }, /CANDOR_MAIL_HOOK_SECRET/],
    [{ CANDOR_MAIL_HOOK_SECRET: `whsec_${"!".repeat(40)}hunter2` }, /CANDOR_MAIL_HOOK_SECRET/],
    [{ CANDOR_MAIL_HOOK_SECRET: `${"n".repeat(24)} hunter2` }, /CANDOR_MAIL_HOOK_SECRET/],
    [{ CANDOR_MAIL_TRUSTED_SERVER: "a b" }, /CANDOR_MAIL_TRUSTED_SERVER/],
  ] as const) {
    expect(() => loadConfig({ ...set, ...wrong })).toThrow(said);
    expect(() => loadConfig({ ...set, ...wrong })).not.toThrow(/hunter2/);
  }
});

test("calendar services are asked once they are registered with, at their own addresses or at others", () => {
  const google = { CANDOR_GOOGLE_CALENDAR_CLIENT_ID: "g", CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: "hunter2" };
  const microsoft = { CANDOR_MICROSOFT_CALENDAR_CLIENT_ID: "m", CANDOR_MICROSOFT_CALENDAR_CLIENT_SECRET: "hunter3" };
  expect(loadConfig({ ...google, ...microsoft }).calendarProviders).toEqual([
    {
      ...{ kind: "google", clientId: "g", clientSecret: "hunter2" },
      authorize: "https://accounts.google.com/o/oauth2/v2/auth",
      token: "https://oauth2.googleapis.com/token",
      revoke: "https://oauth2.googleapis.com/revoke",
      api: "https://www.googleapis.com/calendar/v3",
    },
    {
      ...{ kind: "microsoft", clientId: "m", clientSecret: "hunter3" },
      authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
      token: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
      revoke: null,
      api: "https://graph.microsoft.com/v1.0",
    },
  ]);
  const cloud = {
    ...{ CANDOR_MICROSOFT_CALENDAR_TENANT: "example.org", CANDOR_MICROSOFT_CALENDAR_LOGIN: "https://login.example.us" },
    CANDOR_MICROSOFT_CALENDAR_GRAPH: "https://graph.example.us",
  };
  expect(loadConfig({ ...microsoft, ...cloud }).calendarProviders).toMatchObject([
    { token: "https://login.example.us/example.org/oauth2/v2.0/token", api: "https://graph.example.us/v1.0" },
  ]);
  const wrong = {
    ...{ CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: "hunter2", CANDOR_GOOGLE_CALENDAR_ORIGIN: "http://google.example.org" },
    ...{ CANDOR_MICROSOFT_CALENDAR_CLIENT_ID: "m", CANDOR_MICROSOFT_CALENDAR_TENANT: "a/b" },
  };
  const problems = problemsOf(wrong);
  expect(problems).toEqual([
    expect.stringContaining("CANDOR_GOOGLE_CALENDAR_CLIENT_ID is missing"),
    expect.stringContaining("CANDOR_GOOGLE_CALENDAR_ORIGIN"),
    expect.stringContaining("CANDOR_MICROSOFT_CALENDAR_CLIENT_SECRET is missing"),
    expect.stringContaining("CANDOR_MICROSOFT_CALENDAR_TENANT"),
  ]);
  expect(problems.join()).not.toContain("hunter2");
});

test("trackers of one's own are named with what they are", () => {
  const CANDOR_LINK_ORIGINS = "gitlab=https://git.internal.example, http://10.0.0.5:8080";
  expect(loadConfig({ CANDOR_LINK_ORIGINS, CANDOR_LINK_TITLES: "tokens" }).links).toEqual({
    asks: "tokens",
    sites: [{ provider: "gitlab", origin: "https://git.internal.example" }],
    allowed: ["https://git.internal.example", "http://10.0.0.5:8080"],
    documents: false,
  });
  for (const wrong of ["svn=https://a.example", "https://a.example/path", "ftp://a.example", "gitlab="])
    expect(problemsOf({ CANDOR_LINK_ORIGINS: wrong })).toEqual([expect.stringContaining("CANDOR_LINK_ORIGINS")]);
  expect(problemsOf({ CANDOR_LINK_TITLES: "some" })).toEqual([expect.stringContaining("CANDOR_LINK_TITLES")]);
});

test("titles of Google documents are asked for where whoever hosts wants it and has registered with Google", () => {
  const client = { CANDOR_GOOGLE_CALENDAR_CLIENT_ID: "id", CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: "hush" };
  expect(loadConfig({ ...client, CANDOR_GOOGLE_DOCUMENTS: "on" }).links.documents).toBe(true);
  expect(loadConfig(client).links.documents).toBe(false);
  for (const wrong of ["yes", "on"])
    expect(problemsOf({ CANDOR_GOOGLE_DOCUMENTS: wrong })).toEqual([
      expect.stringContaining("CANDOR_GOOGLE_DOCUMENTS"),
    ]);
});
