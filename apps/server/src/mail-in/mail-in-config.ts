import { readFileSync } from "node:fs";
import { readEmailAddress } from "@candor/core/person/email-address.ts";
import type { ImapMailbox } from "@candor/integrations/mail/incoming/imap/open-imap-mailbox.ts";
import { isLoopback } from "../http/is-loopback.ts";
import { hookKeyOf } from "./hook-key.ts";

/** Where mail comes in, of which at least one way is set. */
export type MailInConfig = {
  /** of the service: what invitations come from, and where answers and topics go, with a token between */
  address: string;
  listen: { host: string; port: number; tls: { key: string; cert: string } | null } | null;
  imap: ImapMailbox | null;
  /** by any of which a provider signs what it hands over: two while one is changed for another */
  hookSecrets: readonly string[];
  /** whose `Authentication-Results` are believed, and then asked for; null: nobody's */
  trustedServer: string | null;
};

type Wanted = Record<
  "address" | "host" | "port" | "key" | "cert" | "imap" | "hookSecret" | "trustedServer",
  string | undefined
>;

const MIN_SECRET_BYTES = 24;

/** @param problems gets a sentence for each wrong value. */
export function readMailIn(wanted: Wanted, hasMail: boolean, problems: string[]): MailInConfig | null {
  const { address, host, port, imap, hookSecret, trustedServer } = wanted;
  if (Object.values(wanted).every((value) => value === undefined)) return null;
  const read = address === undefined ? null : readEmailAddress(address);
  if (read === null || read.includes("+")) {
    problems.push(
      "CANDOR_MAIL_IN_ADDRESS must be one plain address without a +, such as meetings@candor.example.org: answers to invitations and topics by mail go to it.",
    );
  }
  if (port === undefined && imap === undefined && hookSecret === undefined) {
    problems.push(
      "Mail to CANDOR_MAIL_IN_ADDRESS has no way in: set CANDOR_MAIL_IN_PORT, CANDOR_IMAP_URL or CANDOR_MAIL_HOOK_SECRET.",
    );
  }
  if (port !== undefined && (!/^\d+$/.test(port) || Number(port) > 65_535))
    problems.push("CANDOR_MAIL_IN_PORT must be the port at which mail comes in, such as 2525.");
  const hookSecrets = hookSecret?.split(/\s+/).filter((each) => each !== "") ?? [];
  if (hookSecrets.some((each) => hookKeyOf(each).length < MIN_SECRET_BYTES))
    problems.push(
      `CANDOR_MAIL_HOOK_SECRET must have at least ${MIN_SECRET_BYTES} characters, or whsec_ and the base64 of as many bytes; while it is changed the old one may follow the new one behind a space.`,
    );
  if (trustedServer !== undefined && /[\s;]/.test(trustedServer))
    problems.push(
      "CANDOR_MAIL_TRUSTED_SERVER must be the one name that your mail server writes into Authentication-Results.",
    );
  if (!hasMail) problems.push("CANDOR_SMTP_URL is missing: without it nothing that comes in by mail can be answered.");
  const tls = readTls(wanted.key, wanted.cert, problems);
  const mailbox = imap === undefined ? null : readMailbox(imap, problems);
  if (read === null) return null;
  return {
    address: read,
    listen: port === undefined ? null : { host: host ?? "127.0.0.1", port: Number(port), tls },
    imap: mailbox,
    hookSecrets,
    trustedServer: trustedServer?.toLowerCase() ?? null,
  };
}

/** The address may hold a password, so it is never repeated. */
function readMailbox(text: string, problems: string[]): ImapMailbox | null {
  const url = URL.parse(text);
  if (!url?.hostname || !/^imaps?:$/.test(url.protocol) || url.username === "" || url.password === "") {
    problems.push("CANDOR_IMAP_URL must look like imaps://name:password@mail.example.org/INBOX.");
    return null;
  }
  const tls = url.protocol === "imaps:" ? "implicit" : isLoopback(url.hostname) ? "none" : "start";
  return {
    ...{ host: url.hostname, port: url.port === "" ? (tls === "implicit" ? 993 : 143) : Number(url.port), tls },
    ...{ user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    folder: decodeURIComponent(url.pathname.slice(1)) || "INBOX",
  };
}

function readTls(key: string | undefined, cert: string | undefined, problems: string[]) {
  if (key === undefined && cert === undefined) return null;
  try {
    if (key === undefined || cert === undefined) throw new Error("one is missing");
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch {
    problems.push("CANDOR_MAIL_IN_KEY and CANDOR_MAIL_IN_CERT must both name a file that can be read, in PEM.");
    return null;
  }
}
