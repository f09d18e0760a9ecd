// Tests need a real browser, a real PostgreSQL, three real calendar servers and some tools. Where they are missing and this is
// root on a Debian-like system they are installed; elsewhere the person is told what to install.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const NEEDS = [
  { what: "Chromium", debian: "chromium", found: () => findChromium() !== null },
  { what: "PostgreSQL (server programs)", debian: "postgresql", found: () => findPostgresBin() !== null },
  { what: "Radicale", debian: "radicale", found: () => onPath("radicale") },
  { what: "xandikos", debian: "xandikos", found: () => onPath("xandikos") },
  {
    what: "Cyrus (with its calendars)",
    debian: "cyrus-caldav sasl2-bin",
    found: () => existsSync("/usr/lib/cyrus/bin/httpd") && onPath("saslpasswd2"),
  },
  { what: "Dovecot", debian: "dovecot-imapd", found: () => existsSync("/usr/sbin/dovecot") || onPath("dovecot") },
  { what: "strace", debian: "strace", found: () => onPath("strace") },
  { what: "OpenSSL", debian: "openssl", found: () => onPath("openssl") },
  { what: "GLPK (glpsol)", debian: "glpk-utils", found: () => onPath("glpsol") },
];

export function findChromium() {
  const candidates = [
    process.env.CANDOR_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** @returns the folder with initdb and postgres, the newest version's where there are several. */
export function findPostgresBin() {
  if (process.env.CANDOR_POSTGRES_BIN) return process.env.CANDOR_POSTGRES_BIN;
  const debian = "/usr/lib/postgresql";
  if (existsSync(debian)) {
    const versions = readdirSync(debian).sort((left, right) => Number(right) - Number(left));
    const bin = versions
      .map((version) => join(debian, version, "bin"))
      .find((path) => existsSync(join(path, "initdb")));
    if (bin) return bin;
  }
  const initdb = spawnSync("which", ["initdb"], { encoding: "utf8" }).stdout?.trim();
  return initdb ? join(initdb, "..") : null;
}

export function ensureSystemPackages() {
  const missing = NEEDS.filter((need) => !need.found());
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.debian.split(" "));
  if (process.platform === "linux" && process.getuid?.() === 0 && onPath("apt-get")) {
    console.log(`Installing ${packages.join(", ")} by apt-get …`);
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
  }
  const stillMissing = missing.filter((need) => !need.found());
  if (stillMissing.length === 0) return;
  console.error(
    `The tests need ${stillMissing.map((need) => need.what).join(", ")}. On Debian or Ubuntu: sudo apt-get install ${stillMissing.map((need) => need.debian).join(" ")}\n` +
      "Elsewhere install them your own way, and name them by CANDOR_CHROMIUM (the program) and CANDOR_POSTGRES_BIN (the folder with initdb) where they are not found.",
  );
  process.exit(1);
}

function apt(...args) {
  const result = spawnSync("apt-get", args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (result.status !== 0) console.error(`apt-get ${args[0]} ended with ${result.status}`);
}

function onPath(command) {
  return spawnSync("which", [command]).status === 0;
}
