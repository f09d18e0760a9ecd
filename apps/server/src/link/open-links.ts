import { randomBytes } from "node:crypto";
import { createAddressSeal } from "../calendar/address-seal.ts";
import type { OwnOrigins } from "../http/own-origins.ts";
import { keyedHash } from "../sign-in/hash-secret.ts";
import type { Base } from "../start/open-base.ts";
import type { LinkTitlePorts } from "./link-routes.ts";
import type { ReadTitles } from "./read-titles.ts";

/** What routes of links need; what asks elsewhere is loaded when the first link is asked for. */
export function openLinks({ config, secret, database, now }: Base, { isOwn }: OwnOrigins): LinkTitlePorts {
  const { db, engine } = database;
  const seal = createAddressSeal(secret, randomBytes, "candor link tokens 1");
  let opened: Promise<ReadTitles> | undefined;
  const open = async (): Promise<ReadTitles> => {
    const [{ createReadTitles }, { openLinkLooks }, { createAskInTurn }] = await Promise.all([
      import("./read-titles.ts"),
      import("./link-looks.ts"),
      import("./ask-in-turn.ts"),
    ]);
    return createReadTitles({
      ...{ db, seal, now, config: config.links, ports: { allowed: config.links.allowed }, isOwnOrigin: isOwn },
      looks: openLinkLooks({ db, engine, now }),
      inTurn: createAskInTurn(() => performance.now()),
      hash: keyedHash(`candor link addresses 1 ${secret}`),
    });
  };
  return {
    ...{ seal, config: config.links },
    async readTitles(userId, addresses) {
      opened ??= open();
      return (await opened)(userId, addresses);
    },
  };
}
