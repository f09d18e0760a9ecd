import { randomBytes } from "node:crypto";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { originsOf } from "../calendar/calendar-providers.ts";
import type { OwnOrigins } from "../http/own-origins.ts";
import { keyedHash } from "../sign-in/hash-secret.ts";
import type { Base } from "../start/open-base.ts";
import type { LinkTitlePorts } from "./link-routes.ts";
import type { ReadTitles } from "./read-titles.ts";

/** What tokens of links are sealed for. */
export const LINK_TOKENS = "candor link tokens 1";

/** What routes of links need; what asks elsewhere is loaded when the first link is asked for. */
export function openLinks({ config, secret, database, now }: Base, { isOwn }: OwnOrigins): LinkTitlePorts {
  const { db, engine } = database;
  const google = config.calendarProviders.find(({ kind }) => kind === "google") ?? null;
  const documents = config.links.documents ? google : null;
  const allowed = documents === null ? config.links.allowed : [...config.links.allowed, ...originsOf([documents])];
  const seal = createAddressSeal(secret, randomBytes, LINK_TOKENS);
  let opened: Promise<ReadTitles> | undefined;
  const open = async (): Promise<ReadTitles> => {
    const [{ createReadTitles }, { openLinkLooks }, { createAskInTurn }, { createRenewToken }] = await Promise.all([
      import("./read-titles.ts"),
      import("./link-looks.ts"),
      import("./ask-in-turn.ts"),
      import("./document-permission.ts"),
    ]);
    return createReadTitles({
      ...{ db, seal, now, config: config.links, ports: { allowed }, isOwnOrigin: isOwn },
      renew: createRenewToken({ db, seal, documents, allowed, now }),
      looks: openLinkLooks({ db, engine, now }),
      inTurn: createAskInTurn(() => performance.now()),
      hash: keyedHash(`candor link addresses 1 ${secret}`),
    });
  };
  return {
    ...{ seal, documents, config: { ...config.links, allowed } },
    async readTitles(userId, addresses) {
      opened ??= open();
      return (await opened)(userId, addresses);
    },
  };
}
