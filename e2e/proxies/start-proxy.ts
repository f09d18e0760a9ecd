import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";

export const HOST = "candor.example.org";

export type ProxyKind = "nginx" | "Caddy";
export type RunningProxy = { origin: string; plainPort: number; end: () => Promise<void> };
type Ports = { secure: number; plain: number; server: number };

/**
 * Starts a proxy with its file of deploy/, in which only ports and the place of the certificate are others.
 *
 * @param folder an empty one for what it writes.
 * @param ports free ones of this machine; `server` is where Candor listens.
 */
export async function startProxy(kind: ProxyKind, folder: string, ports: Ports): Promise<RunningProxy> {
  await mkdir(folder, { recursive: true });
  const [program, args] = kind === "nginx" ? await prepareNginx(folder, ports) : await prepareCaddy(folder, ports);
  const child = spawn(program, args, { env: { ...process.env, HOME: folder }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  try {
    await untilItListens(child, ports.secure);
  } catch (error) {
    throw new Error(`${kind} did not start (${program}; CANDOR_NGINX and CANDOR_CADDY name others). It said: ${said}`, {
      cause: error,
    });
  }
  return { origin: `https://${HOST}:${ports.secure}`, plainPort: ports.plain, end: () => end(child) };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (!address || typeof address === "string") throw new Error("a listening server has a port");
  return address.port;
}

async function prepareNginx(folder: string, { secure, plain, server }: Ports): Promise<[string, string[]]> {
  const subject = ["-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`];
  const files = ["-keyout", join(folder, "privkey.pem"), "-out", join(folder, "fullchain.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files], {
    stdio: "ignore",
  });
  const site = (await ourFile("nginx.conf"))
    .replaceAll(`/etc/letsencrypt/live/${HOST}`, folder)
    .replace("listen 80;", `listen 127.0.0.1:${plain};`)
    .replace("listen 443 ", `listen 127.0.0.1:${secure} `)
    .replace("127.0.0.1:4321", `127.0.0.1:${server}`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (each) => `${each}_temp_path ${join(folder, each)};`,
  );
  const main = [
    "daemon off;",
    `pid ${join(folder, "nginx.pid")};`,
    "error_log stderr;",
    "events {}",
    `http { access_log off; ${temporary.join(" ")}`,
    site,
    "}",
  ];
  await writeFile(join(folder, "main.conf"), main.join("\n"));
  return [process.env.CANDOR_NGINX ?? "nginx", ["-p", folder, "-e", "stderr", "-c", join(folder, "main.conf")]];
}

async function prepareCaddy(folder: string, { secure, plain, server }: Ports): Promise<[string, string[]]> {
  const own = [
    "{",
    "admin off",
    "skip_install_trust",
    "local_certs",
    `http_port ${plain}`,
    `https_port ${secure}`,
    "default_bind 127.0.0.1",
    `storage file_system ${folder}`,
    "}",
  ];
  const site = (await ourFile("Caddyfile")).replace("127.0.0.1:4321", `127.0.0.1:${server}`);
  await writeFile(join(folder, "Caddyfile"), [...own, site].join("\n"));
  const config = ["--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  return [process.env.CANDOR_CADDY ?? "caddy", ["run", ...config]];
}

function ourFile(name: string): Promise<string> {
  return readFile(new URL(`../../deploy/${name}`, import.meta.url), "utf8");
}

async function untilItListens(child: ChildProcess, port: number): Promise<void> {
  const gone = once(child, "exit").then(() => {
    throw new Error("it ended");
  });
  gone.catch(() => undefined);
  const deadline = Date.now() + 20_000;
  while (!(await Promise.race([answers(port), gone]))) {
    if (Date.now() > deadline) throw new Error(`nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}
