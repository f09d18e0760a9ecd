import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { ImapMailbox } from "../incoming/imap/open-imap-mailbox.ts";

const DEBIAN = "/usr/sbin/dovecot"; // not on everybody's path

const NOBODY = { uid: 65_534, gid: 65_534 };

export type Dovecot = { mailbox: ImapMailbox; close(): Promise<void> };

/** A real Dovecot with one empty mailbox, in a folder of its own. */
export async function openDovecot(password = 'pass"word\\'): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), "candor-dovecot-"));
  const port = await freePort();
  const me = userInfo();
  // Run by root it gives itself and the mail to users that may do nothing else; else all is whoever runs it.
  const isRoot = me.uid === 0;
  const owner = isRoot ? NOBODY : me;
  const self = [
    `default_internal_user = ${me.username}`,
    `default_login_user = ${me.username}`,
    "default_internal_group =",
  ];
  mkdirSync(join(folder, "mail"));
  chmodSync(folder, 0o755);
  if (isRoot) chownSync(join(folder, "mail"), owner.uid, owner.gid);
  writeFileSync(join(folder, "users"), `candor:{PLAIN}${password}:${owner.uid}:${owner.gid}::${folder}/mail::\n`);
  const settings = [
    ...["protocols = imap", "listen = 127.0.0.1", "ssl = no", "disable_plaintext_auth = no", "auth_mechanisms = plain"],
    ...[`base_dir = ${folder}/run`, `state_dir = ${folder}/state`, `log_path = ${folder}/log`],
    ...(isRoot ? [] : self),
    ...[`mail_location = maildir:${folder}/mail`, "first_valid_uid = 0", "first_valid_gid = 0", "mail_fsync = never"],
    `passdb {\n driver = passwd-file\n args = scheme=PLAIN username_format=%u ${folder}/users\n}`,
    `userdb {\n driver = passwd-file\n args = username_format=%u ${folder}/users\n}`,
    `service imap-login {\n chroot =\n inet_listener imap {\n port = ${port}\n }\n inet_listener imaps {\n port = 0\n }\n}`,
    "service anvil {\n chroot =\n}",
    "service stats {\n chroot =\n}",
  ];
  writeFileSync(join(folder, "dovecot.conf"), `${settings.join("\n")}\n`);
  const server = spawn(existsSync(DEBIAN) ? DEBIAN : "dovecot", ["-F", "-c", join(folder, "dovecot.conf")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await listening(port, server, () => said);
  return {
    mailbox: { host: "127.0.0.1", port, tls: "none", user: "candor", password, folder: "INBOX" },
    async close() {
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function listening(port: number, server: ChildProcess, said: () => string): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`Dovecot did not start: ${said()}`);
    const socket = connect(port, "127.0.0.1");
    const happened = await new Promise<"greeted" | "refused">((resolve) => {
      socket.once("data", () => resolve("greeted"));
      socket.once("error", () => resolve("refused"));
    });
    socket.destroy();
    if (happened === "greeted") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
