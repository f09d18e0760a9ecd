import type { LinkLook } from "@candor/core/link/link-look.ts";
import { readAddress } from "@candor/integrations/egress/read-address.ts";
import { askPage, askProvider, type LinkAnswer, type LinkPorts } from "@candor/integrations/link/ask-link.ts";
import { type LinkSite, siteNameOf, siteOf } from "@candor/integrations/link/link-site.ts";
import type { LinkTitle } from "@candor/protocol/http/link.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { AskInTurn } from "./ask-in-turn.ts";
import type { RenewToken } from "./document-permission.ts";
import { noteRefused, type OpenLinkAccount, openLinkAccounts } from "./link-accounts.ts";
import type { LinkConfig } from "./link-config.ts";
import { type KeptLook, keyOf, type LinkLooks } from "./link-looks.ts";

export type TitleParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  config: Pick<LinkConfig, "asks" | "sites">;
  ports: LinkPorts;
  /** a token that is good for a question */
  renew: RenewToken;
  looks: LinkLooks;
  inTurn: AskInTurn;
  /** keyed, so that whoever reads the database cannot try addresses out */
  hash: (address: string) => string;
  /** where this server itself is, which has nothing to ask itself */
  isOwnOrigin: (origin: string) => boolean;
  now: () => Date;
};

/** What is shown beside links to one person: of each address what they may see by a token of theirs, or anybody may. */
export type ReadTitles = (userId: string, addresses: readonly string[]) => Promise<LinkTitle[]>;

type Wanted = { address: string; url: URL; hash: string; site: LinkSite | null; account: OpenLinkAccount | null };

const ANYBODY = "";

export function createReadTitles(parts: TitleParts): ReadTitles {
  const { config, ports, looks, hash, isOwnOrigin } = parts;
  const allowed = new Set(ports.allowed);
  const asked = new Map<string, Promise<KeptLook>>(); // what is being asked just now
  const once = (key: string, ask: () => Promise<KeptLook>): Promise<KeptLook> => {
    const running = asked.get(key);
    if (running) return running;
    const begun = ask().finally(() => asked.delete(key));
    asked.set(key, begun);
    return begun;
  };
  return async (userId, addresses) => {
    if (config.asks === "off") return [];
    const accounts = await openLinkAccounts(parts, userId);
    const wanted = [...new Set(addresses)].flatMap((address): Wanted[] => {
      const verdict = readAddress(address, allowed);
      if (verdict.type !== "address" || isOwnOrigin(verdict.url.origin)) return [];
      const { url } = verdict;
      const site = siteOf(url, config.sites);
      return [{ address, url, hash: hash(url.href), site, account: accountFor(site, accounts) }];
    });
    if (wanted.length === 0) return [];
    const known = await looks.read(new Set(wanted.map((each) => each.hash)), new Set([ANYBODY, userId]));
    const find = async (each: Wanted, viewer: string, ask: () => Promise<KeptLook>) =>
      known.get(keyOf(each.hash, viewer)) ?? once(keyOf(each.hash, viewer), ask);
    const found = await Promise.all(
      wanted.map(async (each): Promise<LinkTitle[]> => {
        const { account, address } = each;
        const mine = account && (await find(each, userId, () => askByToken(parts, { ...each, account }, userId)));
        const kept =
          mine?.look || config.asks === "tokens" ? mine : await find(each, ANYBODY, () => askAsAnybody(parts, each));
        return kept?.look ? [{ address, ...kept.look }] : [];
      }),
    );
    return found.flat();
  };
}

function accountFor(site: LinkSite | null, accounts: readonly OpenLinkAccount[]): OpenLinkAccount | null {
  if (site === null) return null;
  const origin = siteNameOf(site);
  return accounts.find((each) => each.provider === site.provider && each.origin === origin) ?? null;
}

async function askByToken(
  parts: TitleParts,
  { url, hash, site, account }: Wanted & { account: OpenLinkAccount },
  userId: string,
): Promise<KeptLook> {
  if (site === null) return { look: null };
  const { db, ports, looks, inTurn, now } = parts;
  const answer = await inTurn.run(
    url.host,
    async (): Promise<LinkAnswer> => {
      for (const refused of [false, true]) {
        const fresh = await parts.renew(account, refused);
        if (fresh.type !== "token") return fresh;
        const answer = await askProvider({ url, site, token: fresh.token }, ports);
        if (answer.type !== "token_refused") return answer;
      }
      return { type: "token_refused" };
    },
    ({ type }) => type === "failed",
  );
  if (answer === undefined) return { look: null };
  if (answer.type === "token_refused") {
    await noteRefused(db, account.id, now());
    return { look: null };
  }
  return keep(looks, { hash, viewer: userId }, answer);
}

async function askAsAnybody(parts: TitleParts, { url, hash, site }: Wanted): Promise<KeptLook> {
  const { ports, looks, inTurn } = parts;
  const answer = await inTurn.run(
    url.host,
    async () => {
      const byApi = site && (await askProvider({ url, site, token: null }, ports));
      return byApi?.type === "found" ? byApi : askPage(url, ports);
    },
    ({ type }) => type === "failed",
  );
  return answer === undefined ? { look: null } : keep(looks, { hash, viewer: ANYBODY }, answer);
}

async function keep(
  looks: LinkLooks,
  { hash, viewer }: { hash: string; viewer: string },
  answer: LinkAnswer<LinkLook>,
): Promise<KeptLook> {
  const look = answer.type === "found" ? answer.found : null;
  const outcome = look ? (look.state ? "found_with_state" : "found") : answer.type === "failed" ? "failed" : "nothing";
  await looks.keep(hash, viewer, outcome, look);
  return { look };
}
