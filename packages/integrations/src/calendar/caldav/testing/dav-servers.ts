import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePorts, isInstalled, runServer } from "./run-server.ts";

/** A real CalDAV server of one's own on the loopback, with Ana and Ben, who each have a calendar. */
export type DavServer = {
  origin: string;
  password: string;
  /** null: it asks nobody who they are */
  asks: boolean;
  close(): Promise<void>;
};

export type DavServerKind = { name: string; debian: string; program: string; start(): Promise<DavServer> };

export const USERS = ["ana", "ben"] as const;
const PASSWORD = "app-password of her own";

/** Where a server that is meant to be here is not: in CI that fails, elsewhere it is said and left out. */
export function missing({ name, debian, program }: DavServerKind): string | null {
  if (isInstalled(program)) return null;
  const sentence = `${name} is not installed: sudo apt-get install ${debian}`;
  if (process.env.CI) throw new Error(sentence);
  return sentence;
}

export const RADICALE: DavServerKind = {
  ...{ name: "Radicale", debian: "radicale", program: "radicale" },
  async start() {
    const folder = mkdtempSync(join(tmpdir(), "candor-radicale-"));
    const [port = 0] = await freePorts(1);
    const users = join(folder, "users");
    writeFileSync(users, USERS.map((user) => `${user}:${PASSWORD}\n`).join(""));
    const config = join(folder, "config");
    writeFileSync(
      config,
      [
        `[server]\nhosts = 127.0.0.1:${port}`,
        `[auth]\ntype = htpasswd\nhtpasswd_filename = ${users}\nhtpasswd_encryption = plain\ndelay = 0`,
        `[rights]\ntype = owner_only\n[web]\ntype = none`,
        `[storage]\nfilesystem_folder = ${join(folder, "collections")}\n`,
      ].join("\n"),
    );
    const server = await runServer("radicale", ["-C", config], { port });
    const origin = `http://127.0.0.1:${port}`;
    for (const user of USERS) await makeCalendar(`${origin}/${user}/work/`, user);
    return { ...served(origin, folder, server), asks: true };
  },
};

export const XANDIKOS: DavServerKind = {
  ...{ name: "xandikos", debian: "xandikos", program: "xandikos" },
  async start() {
    const folder = mkdtempSync(join(tmpdir(), "candor-xandikos-"));
    const [port = 0] = await freePorts(1);
    const args = ["-d", folder, "-l", "127.0.0.1", "-p", String(port), "--defaults"];
    const server = await runServer("xandikos", args, { port });
    return { ...served(`http://127.0.0.1:${port}`, folder, server), asks: false };
  },
};

const CYRUS = "/usr/lib/cyrus/bin";

export const CYRUS_IMAPD: DavServerKind = {
  ...{ name: "Cyrus", debian: "cyrus-caldav sasl2-bin", program: `${CYRUS}/httpd` },
  async start() {
    const folder = mkdtempSync(join(tmpdir(), "candor-cyrus-"));
    const [lmtp = 0, port = 0] = await freePorts(2);
    for (const name of ["conf", "spool", "run"]) mkdirSync(join(folder, name));
    const config = join(folder, "imapd.conf");
    writeFileSync(config, imapdConf(folder));
    const services = join(folder, "cyrus.conf");
    const service = (name: string, at: number, more = "") =>
      `  ${name} cmd="${name}d -C ${config} -U 200${more}" listen="127.0.0.1:${at}" prefork=0`;
    writeFileSync(
      services,
      [
        `START {\n  recover cmd="${CYRUS}/ctl_cyrusdb -C ${config} -r"\n}`,
        `SERVICES {\n${service("lmtp", lmtp, " -a")}\n${service("http", port)}\n}`,
        "EVENTS {\n}\n",
      ].join("\n"),
    );
    for (const user of USERS)
      execFileSync("saslpasswd2", ["-p", "-c", "-f", join(folder, "users"), "-u", hostname(), user], {
        input: PASSWORD,
      });
    const isRoot = process.getuid?.() === 0;
    if (isRoot) giveTo("cyrus", folder);
    const environment = { CYRUS_USER: isRoot ? "cyrus" : userInfo().username };
    const args = ["-C", config, "-M", services, "-p", join(folder, "run", "pid"), "-D"];
    const server = await runServer(`${CYRUS}/master`, args, { port, environment });
    // Calendars begin with the mailbox, and that with a first mail: Cyrus' IMAP and Dovecot's do not go on one machine.
    for (const user of USERS) await firstMail(lmtp, user);
    return { ...served(`http://127.0.0.1:${port}`, folder, server), asks: true };
  },
};

function imapdConf(folder: string): string {
  return [
    `configdirectory: ${folder}/conf`,
    `partition-default: ${folder}/spool`,
    "defaultpartition: default",
    ...["sasl_pwcheck_method: auxprop", "sasl_mech_list: PLAIN", "sasl_auxprop_plugin: sasldb"],
    `sasl_sasldb_path: ${folder}/users`,
    ...["allowplaintext: yes", "httpmodules: caldav", "caldav_allowscheduling: on"],
    ...["calendar_user_address_set: example.org", "virtdomains: off", "unixhierarchysep: yes"],
    ...["autocreate_quota: 0", "autocreate_post: yes"],
    ...["idle", "notify", "lmtp"].map((name) => `${name}socket: ${folder}/run/${name}`),
    `mboxname_lockpath: ${folder}/run/lock`,
    `proc_path: ${folder}/run/proc`,
    `sievedir: ${folder}/sieve`,
    "",
  ].join("\n");
}

function giveTo(user: string, folder: string): void {
  const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  const [uid, gid] = [id("-u"), id("-g")];
  for (const name of ["", "conf", "spool", "run", "users", "imapd.conf", "cyrus.conf"])
    chownSync(join(folder, name), uid, gid);
}

async function firstMail(port: number, user: string): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port });
  let said = "";
  let hear: (line: string) => void = () => {};
  socket.on("data", (chunk) => {
    said += chunk;
    const line = /^\d{3} .*\r\n/m.exec(said)?.[0];
    if (line === undefined) return;
    said = "";
    hear(line);
  });
  const answer = () =>
    new Promise<string>((resolve, reject) => {
      hear = resolve;
      socket.once("error", reject);
    });
  let next = answer();
  for (const line of ["LHLO here", "MAIL FROM:<>", `RCPT TO:<${user}>`, "DATA", "Subject: Welcome\r\n\r\nHello\r\n."]) {
    await next;
    next = answer();
    socket.write(`${line}\r\n`);
  }
  const taken = await next;
  socket.destroy();
  if (!taken.startsWith("250")) throw new Error(`no mailbox was made: ${taken}`);
}

function served(origin: string, folder: string, server: { end(): Promise<void> }) {
  return {
    ...{ origin, password: PASSWORD },
    async close() {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeCalendar(url: string, user: string): Promise<void> {
  const answer = await fetch(url, {
    method: "MKCALENDAR",
    headers: { authorization: basic(user), "content-type": "application/xml" },
    body: `<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>Work &amp; more</d:displayname></d:prop></d:set></c:mkcalendar>`,
  });
  if (answer.status !== 201) throw new Error(`no calendar was made: ${answer.status}`);
}

export function basic(user: string, password = PASSWORD): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
