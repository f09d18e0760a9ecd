import { setTimeout as wait } from "node:timers/promises";
import { IntegrationError } from "../../../integration-error.ts";
import type { MailReceiver, MailReception } from "../incoming-mail.ts";
import { readMail } from "../read-mail.ts";
import { ImapConnection, ImapRefused, type ImapServer, isNews } from "./imap-connection.ts";

export type ImapMailbox = ImapServer & {
  user: string;
  password: string;
  folder: string;
};

const KEPT_BYTES = 1024 * 1024;
const AT_ONCE = 50; // mails of one look
const LOOK_MILLISECONDS = 60_000; // where the server doesn't tell by itself, or had to be told to come back later
const IDLE_MILLISECONDS = 9 * 60_000; // routers forget a connection that is silent for longer
const WAITS = [5, 30, 120, 600]; // seconds after each fault

/**
 * Looks into a mailbox that is Candor's alone: takes what is for an address of ours and deletes it once it is on disk here,
 * marks the rest as seen and leaves it. It hears at once of what comes in where the server tells (IDLE).
 */
export function openImapMailbox(
  mailbox: ImapMailbox,
  reception: MailReception,
  report: (fault: unknown) => void,
): MailReceiver {
  const stop = new AbortController();
  const running = keepLooking(mailbox, reception, report, stop.signal);
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function keepLooking(
  mailbox: ImapMailbox,
  reception: MailReception,
  report: (fault: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let faults = 0;
  while (!signal.aborted) {
    let connection: ImapConnection | null = null;
    try {
      connection = await ImapConnection.open(mailbox);
      const server = await signIn(connection, mailbox);
      for (;;) {
        const isAll = await takeAll(connection, server, reception, report, signal);
        faults = 0;
        if (signal.aborted) break;
        if (connection.takeNews()) continue; // it came while others were taken, and is not told of again
        if (server.tells && isAll) await untilTold(connection, signal);
        else {
          await wait(LOOK_MILLISECONDS, undefined, { signal, ref: false }).catch(() => undefined);
          if (!signal.aborted) await connection.ask("NOOP");
        }
        if (signal.aborted) break;
      }
      await connection.ask("LOGOUT").catch(() => undefined);
    } catch (error) {
      if (!signal.aborted) report(new IntegrationError("the mailbox", "taking in mail", { cause: error }));
      const seconds = WAITS[Math.min(faults, WAITS.length - 1)] ?? 0;
      faults += 1;
      await wait(seconds * 1000, undefined, { signal, ref: false }).catch(() => undefined);
    } finally {
      connection?.close();
    }
  }
}

type Abilities = {
  /** by itself of what comes in (RFC 2177) */
  tells: boolean;
  /** a single mail can be taken out for good (RFC 4315) */
  takesOutOne: boolean;
};

async function signIn(connection: ImapConnection, { user, password, folder }: ImapMailbox): Promise<Abilities> {
  const before = await readAbilities(connection);
  if (before.includes("AUTH=PLAIN"))
    await connection.ask("AUTHENTICATE PLAIN", Buffer.from(`\0${user}\0${password}`).toString("base64"));
  else if (before.includes("LOGINDISABLED")) throw new ImapRefused("the mailbox lets nobody in by a password");
  else await connection.ask(`LOGIN ${quoted(user)} ${quoted(password)}`);
  const abilities = await readAbilities(connection);
  await connection.ask(`SELECT ${quoted(folder)}`);
  return { tells: abilities.includes("IDLE"), takesOutOne: abilities.includes("UIDPLUS") };
}

async function readAbilities(connection: ImapConnection): Promise<string[]> {
  const said = await connection.ask("CAPABILITY");
  const line = said.find(({ text }) => /^\* CAPABILITY /i.test(text))?.text ?? "";
  return line.toUpperCase().split(" ").slice(2);
}

/** A string as the protocol quotes it; what else than plain letters could not stand in it is refused. */
function quoted(text: string): string {
  if (/[^\x20-\x7e]/.test(text)) throw new ImapRefused("a name or password has letters that cannot be sent");
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** @returns whether all that there was is dealt with. */
async function takeAll(
  connection: ImapConnection,
  { takesOutOne }: Abilities,
  reception: MailReception,
  report: (fault: unknown) => void,
  signal: AbortSignal,
): Promise<boolean> {
  connection.takeNews(); // what was told of until now is found
  const said = await connection.ask("UID SEARCH UNSEEN UNDELETED");
  const found = said.find(({ text }) => /^\* SEARCH\b/i.test(text))?.text ?? "";
  const ids = found
    .split(" ")
    .slice(2)
    .filter((id) => /^\d+$/.test(id));
  let isAll = ids.length <= AT_ONCE;
  for (const id of ids.slice(0, AT_ONCE)) {
    if (signal.aborted) return false;
    const [mail] = (await connection.ask(`UID FETCH ${id} (RFC822.SIZE BODY.PEEK[]<0.${KEPT_BYTES}>)`)).filter(
      ({ literals }) => literals.length > 0,
    );
    const raw = mail?.literals[0];
    if (mail === undefined || raw === undefined) continue; // somebody else took it out
    const size = Number(/RFC822\.SIZE (\d+)/i.exec(mail.text)?.[1] ?? raw.length);
    const taking = await takeOne({ raw, isCut: size > raw.length }, reception).catch((fault: unknown) => {
      report(fault);
      return "later" as const;
    });
    if (taking === "later") isAll = false;
    else if (taking === "taken") {
      await connection.ask(`UID STORE ${id} +FLAGS.SILENT (\\Seen \\Deleted)`);
      if (takesOutOne) await connection.ask(`UID EXPUNGE ${id}`);
    } else await connection.ask(`UID STORE ${id} +FLAGS.SILENT (\\Seen)`);
  }
  return isAll;
}

async function takeOne(
  mail: { raw: Uint8Array; isCut: boolean },
  reception: MailReception,
): Promise<"taken" | "left" | "later"> {
  const { recipients } = await readMail(mail.raw);
  const ours: string[] = [];
  for (const address of recipients) if (await reception.knows(address)) ours.push(address);
  if (ours.length === 0) {
    reception.refused("no_such_address");
    return "left";
  }
  const taking = await reception.take(mail, ours);
  return taking === "busy" ? "later" : taking === "taken" ? "taken" : "left";
}

async function untilTold(connection: ImapConnection, signal: AbortSignal): Promise<void> {
  const tag = connection.send("IDLE");
  const until = Date.now() + IDLE_MILLISECONDS;
  let isTold = false;
  while (!isTold && !signal.aborted && Date.now() < until) {
    if (!(await connection.hasNext(until - Date.now(), signal))) break;
    isTold = isNews(await connection.next());
  }
  connection.sendBare("DONE");
  for (;;) if ((await connection.next()).text.startsWith(`${tag} `)) return;
}
