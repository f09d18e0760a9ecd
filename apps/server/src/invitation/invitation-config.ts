import { readFileSync } from "node:fs";
import { readEmailAddress } from "@candor/core/person/email-address.ts";

export type InvitationMailConfig = {
  /** of the service: what invitations come from, and where answers go, with a token of each recipient between */
  address: string;
  listen: { host: string; port: number; tls: { key: string; cert: string } | null };
};

type Wanted = Record<"address" | "host" | "port" | "key" | "cert", string | undefined>;

/** @param problems gets a sentence for each wrong value. */
export function readInvitationMail(wanted: Wanted, hasMail: boolean, problems: string[]): InvitationMailConfig | null {
  const { address, host, port, key, cert } = wanted;
  if (Object.values(wanted).every((value) => value === undefined)) return null;
  const read = address === undefined ? null : readEmailAddress(address);
  if (read === null || read.includes("+")) {
    problems.push(
      "CANDOR_INVITATION_ADDRESS must be one plain address without a +, such as meetings@candor.example.org: answers to invitations go to it.",
    );
  }
  const number = Number(port);
  if (port === undefined || !/^\d+$/.test(port) || number > 65_535) {
    problems.push("CANDOR_MAIL_IN_PORT must be the port at which answers to invitations come in, such as 2525.");
  }
  if (!hasMail) problems.push("CANDOR_SMTP_URL is missing: without it no invitation can be sent.");
  const tls = readTls(key, cert, problems);
  if (read === null) return null;
  return { address: read, listen: { host: host ?? "127.0.0.1", port: number, tls } };
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

/** Where the answers of one person to one series come in. */
export function answerAddress(address: string, token: string): string {
  const [local = "", domain = ""] = address.split("@");
  return `${local}+${token}@${domain}`;
}

/** @returns the token in an address of the service; null: it is none. */
export function tokenIn(address: string, service: string): string | null {
  const [local = "", domain = ""] = service.split("@");
  const [ofIt = "", at = ""] = address.split("@");
  if (at !== domain || !ofIt.startsWith(`${local}+`)) return null;
  const token = ofIt.slice(local.length + 1);
  return /^[a-z0-9]{16,64}$/.test(token) ? token : null;
}
