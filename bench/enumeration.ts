// `npm run bench:enumeration -w bench`: ten thousand requests of the kind that finds out who has an account, or guesses
// its code: by a stranger from one network and by many strangers from all over. Prints whether anything tells a known
// address from an unknown one, how much longer one takes than the other, and whether the victim can still sign in.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSmtpInbox } from "@candor/integrations/mail/testing/smtp-inbox.ts";
import { median } from "./sync/samples.ts";
import { startCandor } from "./sync/start-server.ts";

const REQUESTS = 10_000;
const LIMIT_MS = 5;
const VICTIM = "victim@example.org";
const VICTIMS_PLACE = "203.0.113.77";

const directory = await mkdtemp(join(tmpdir(), "candor-enumeration-"));
const inbox = await openSmtpInbox();
const server = await startCandor(directory, {
  env: {
    CANDOR_SMTP_URL: inbox.url,
    CANDOR_MAIL_FROM: "candor@example.org",
    CANDOR_TRUSTED_PROXIES: "1", // so that this program can ask from everywhere
    CANDOR_SIGN_INS_PER_MINUTE: "30", // the default
  },
});
const { address } = server;
const origin = address.replace("127.0.0.1", "localhost");

type Answer = { status: number; shape: string; ms: number; body: Record<string, unknown>; cookie: string };

async function ask(path: string, body: object, from: string, cookie = ""): Promise<Answer> {
  const begun = performance.now();
  const answer = await fetch(address + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin, "x-forwarded-for": from, cookie },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const ms = performance.now() - begun;
  const json = JSON.parse(text) as Record<string, unknown>;
  // Ids and times differ from request to request; everything else has to be the same.
  const shape = JSON.stringify({ ...json, ...(json.id ? { id: "…", expiresAt: "…" } : {}) });
  const set = answer.headers.getSetCookie().map((each) => each.split(";")[0]);
  return { status: answer.status, shape, ms, body: json, cookie: set.join("; ") || cookie };
}

function codeIn(text: string): string {
  return /^ {4}(\w{4}-\w{4})$/m.exec(text)?.[1] ?? "";
}

async function nextMail(to: string, after: number): Promise<string> {
  for (;;) {
    const mails = inbox.mails.filter((mail) => mail.to?.[0]?.address === to);
    if (mails.length > after) return mails.at(-1)?.text ?? "";
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Signs somebody in from their own browser. @returns its cookie for the next time; null: they are locked out. */
async function signIn(email: string, from: string, cookie: string): Promise<string | null> {
  const before = inbox.mails.filter((mail) => mail.to?.[0]?.address === email).length;
  const asked = await ask("/api/auth/mail", { email }, from, cookie);
  if (asked.status !== 200) return null;
  const code = codeIn(await nextMail(email, before));
  const entered = await ask("/api/auth/mail/code", { id: asked.body.id, code }, from, asked.cookie);
  const browser = /(?:^|; )(candor\.browser=[^;]+)/.exec(asked.cookie)?.[1] ?? "";
  return entered.status === 200 ? browser : null;
}

let place = 0;
/** an IPv6 network of its own for each */
const elsewhere = () => {
  place += 1;
  return `2001:db8:${(place >> 16).toString(16)}:${(place & 0xffff).toString(16)}::1`;
};
const oneNetwork = (index: number) => `2001:db8:ffff:ffff::${(index + 1).toString(16)}`;

type Kind = "asking" | "guessing";
type Side = { answers: Map<string, number>; ms: Record<Kind, number[]> };
const newSide = (): Side => ({ answers: new Map(), ms: { asking: [], guessing: [] } });
const sides = { known: newSide(), unknown: newSide() };
function note(side: Side, kind: Kind, { status, shape, ms }: Answer): void {
  const key = `${status} ${shape}`;
  side.answers.set(key, (side.answers.get(key) ?? 0) + 1);
  side.ms[kind].push(ms);
}

const knownOnes = Array.from({ length: 100 }, (_, index) => `known${index}@example.org`);
const unknownOnes = Array.from({ length: 100 }, (_, index) => `nobody${index}@example.org`);
for (const email of knownOnes) if ((await signIn(email, elsewhere(), "")) === null) throw new Error("no account");
// Whoever has no account has been asked about as often before.
for (const email of unknownOnes) await ask("/api/auth/mail", { email }, elsewhere());
const victimBrowser = await signIn(VICTIM, VICTIMS_PLACE, "");
if (victimBrowser === null) throw new Error("the victim could not sign in before anything began");

let requests = 0;

/** Asks for a mail, then types wrong codes until the try is void. */
async function attack(email: string, from: string, side: Side | null): Promise<void> {
  const asked = await ask("/api/auth/mail", { email }, from);
  if (side) note(side, "asking", asked);
  requests += 1;
  if (asked.status !== 200) return;
  for (let tries = 0; tries < 6; tries += 1) {
    const entered = await ask("/api/auth/mail/code", { id: asked.body.id, code: "0000-0000" }, from, asked.cookie);
    if (side) note(side, "guessing", entered);
    requests += 1;
  }
}

// From all over: each address with an account by turns with one that has none, and the other way round.
for (let round = 0; round < 6; round += 1) {
  for (const [index, email] of knownOnes.entries()) {
    const both = [
      () => attack(email, elsewhere(), sides.known),
      () => attack(unknownOnes[index] ?? "", elsewhere(), sides.unknown),
    ];
    for (const one of (index + round) % 2 === 0 ? both : both.reverse()) await one();
  }
}
// The victim alone, by many strangers and then from one network, as fast as it goes.
for (let each = 0; each < 100; each += 1) await attack(VICTIM, elsewhere(), null);
const midway = await signIn(VICTIM, VICTIMS_PLACE, victimBrowser);
for (let index = 0; requests < REQUESTS; index += 1) await attack(VICTIM, oneNetwork(index), null);
const after = await signIn(VICTIM, VICTIMS_PLACE, victimBrowser);

const differences = (["asking", "guessing"] as const).map((kind) => {
  const [known, unknown] = [median(sides.known.ms[kind]), median(sides.unknown.ms[kind])];
  return { kind, known, unknown, difference: Math.abs(known - unknown) };
});
const tellsApart = [...new Set([...sides.known.answers.keys(), ...sides.unknown.answers.keys()])].filter(
  (key) => sides.known.answers.get(key) !== sides.unknown.answers.get(key),
);
console.log(`requests                          ${requests}`);
for (const [answer, count] of sides.known.answers)
  console.log(`  ${String(count).padStart(6)} × 2   ${answer.slice(0, 90)}`);
console.log(`answers that differ               ${tellsApart.length} (limit 0)`);
for (const { kind, known, unknown, difference } of differences) {
  const figures = `p50 ${known.toFixed(2)} ms with an account, ${unknown.toFixed(2)} ms without`;
  console.log(`${kind.padEnd(34)}${figures}: ${difference.toFixed(2)} ms apart (limit ${LIMIT_MS} ms)`);
}
console.log(`the victim signs in meanwhile     ${midway === null ? "no" : "yes"}`);
console.log(`the victim signs in afterwards    ${after === null ? "no" : "yes"}`);
console.log(
  `mails to the victim               ${inbox.mails.filter((mail) => mail.to?.[0]?.address === VICTIM).length}`,
);

await server.kill("SIGTERM");
await inbox.close();
await rm(directory, { recursive: true, force: true });
const isGood =
  tellsApart.length === 0 &&
  differences.every(({ difference }) => difference < LIMIT_MS) &&
  midway !== null &&
  after !== null;
process.exit(isGood && requests >= REQUESTS ? 0 : 1);
