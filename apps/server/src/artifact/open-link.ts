import { judgeLink } from "@candor/core/artifact/share-link.ts";
import { imagesIn, type Paper } from "@candor/document/paper/paper.ts";
import { paperHtml } from "@candor/document/paper/paper-html.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import type { ImageFiles } from "./image-files.ts";
import { linkOf } from "./link-rows.ts";
import { readOwner } from "./read-artifacts.ts";
import type { SharePorts } from "./share-links.ts";

export type OpenLinkParts = {
  db: Kysely<Schema>;
  engine: Engine;
  sharing: SharePorts;
  images: ImageFiles;
  now: () => Date;
};

const SECRET = /^[\w-]{43}$/;
const MAX_KEPT = 8; // pages, so that one that is passed around is not written anew for each who reads it
const FOOT = "Shared from Candor by a secret link: to be read, not changed. Whoever has the link can read this.";

type Shown = { mark: string; html: string; images: ReadonlySet<string> };

/**
 * What links open, for whoever has one.
 *
 * A link that is unknown, over or closed gets null, and nothing tells them apart. What a live one shows is read from the
 * log at each opening, so that what was taken out is gone with the next.
 */
export function createLinkOpener({ db, engine, sharing, images, now }: OpenLinkParts) {
  const kept = new Map<string, Shown>();

  const find = async (secret: string) => {
    if (!SECRET.test(secret)) return null;
    const row = await db
      .selectFrom("artifact_link")
      .innerJoin("artifact", "artifact.id", "artifact_link.artifact_id")
      .selectAll("artifact_link")
      .select(["artifact.closed_before", "artifact.review_on"])
      .where("secret_hash", "=", hashSecret(secret))
      .executeTakeFirst();
    if (!row || judgeLink(linkOf(row), row.closed_before, now().toISOString()) !== "open") return null;
    return row;
  };
  type Row = NonNullable<Awaited<ReturnType<typeof find>>>;

  const show = async (row: Row, secret: string): Promise<Shown | null> => {
    const { id, artifact_id: artifact, kind } = row;
    const facts = kind === "live" && { owner: await readOwner({ db, engine }, artifact), reviewOn: row.review_on };
    const mark = facts ? JSON.stringify([await sharing.papers.headOf(artifact), facts]) : "";
    const known = kept.get(id);
    if (known?.mark === mark) return known;
    const paper = facts ? await sharing.papers.read(artifact, facts) : copyOf(row.paper);
    if (paper === null) return null;
    const own = `/api/artifacts/${artifact}/images/`;
    const found = new Set(imagesIn(paper.body).flatMap((src) => (src.startsWith(own) ? [src.slice(own.length)] : [])));
    const imageAt = (src: string) => (src.startsWith(own) ? `/s/${secret}/images/${src.slice(own.length)}` : null);
    const shown = {
      mark,
      html: paperHtml(paper, { imageAt, policy: null, unlisted: true, foot: FOOT }),
      images: found,
    };
    kept.delete(id);
    kept.set(id, shown);
    for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
    return shown;
  };

  return {
    /** @param counts whether somebody reads it, or only asks whether it is there. @throws {Error} if it cannot be read now. */
    async open(secret: string, counts: boolean): Promise<string | null> {
      const row = await find(secret);
      if (!row) return null;
      const shown = await show(row, secret);
      if (shown === null) throw new Error("an artifact that is shared cannot be read");
      if (counts)
        await db
          .updateTable("artifact_link")
          .set((eb) => ({ opened: eb("opened", "+", 1), last_opened_at: now().toISOString() }))
          .where("id", "=", row.id)
          .execute();
      return shown.html;
    },
    /** An image, as long as what the link shows holds it. */
    async image(secret: string, image: string): Promise<{ bytes: Uint8Array; type: string } | null> {
      const row = await find(secret);
      if (!row || !(await show(row, secret))?.images.has(image)) return null;
      const file = await db
        .selectFrom("artifact_image")
        .select("type")
        .where("id", "=", image)
        .where("artifact_id", "=", row.artifact_id)
        .executeTakeFirst();
      const bytes = file && (await images.read(image));
      return bytes ? { bytes, type: file.type } : null;
    },
  };
}

function copyOf(stored: string | null): Paper | null {
  return stored === null ? null : (JSON.parse(stored) as Paper);
}
