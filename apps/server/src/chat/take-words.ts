import { createHash } from "node:crypto";
import type { CaptureContext } from "@candor/core/capture/parse-capture.ts";
import type { ChatAsk, ChatRecipient, ChatReply } from "@candor/core/chat/chat-ask.ts";
import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import { type ChatLine, readChatLine } from "@candor/core/chat/read-chat-line.ts";
import { foldText } from "@candor/core/fold-text.ts";
import { idFromRandom } from "@candor/core/id.ts";
import { topicOfWords } from "@candor/core/mail/mail-topic.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { placeMailed, throwAway } from "../mail-in/my-mail.ts";
import { isTooMuch } from "../mail-in/take-topic.ts";
import { listPairs } from "../people/pairs.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { askWho, userOfChat, userOfMention } from "./chat-links.ts";

export type WordTaking = {
  db: Kysely<Schema>;
  now: () => Date;
  random: (size: number) => Uint8Array;
  linkOf: (path: string) => string;
  /** something is to be written onto a page */
  wake: () => void;
};

const TOO_LONG = "long"; // why not all of it was taken, as with a mail

type Asked = { person: ChatPerson; ask: ChatAsk; key: string };

/**
 * Does what somebody asks for in a chat, and says what came of it. Words are on disk when we answer, and written onto their
 * page as mail is; until somebody says whose page, they lie in the same inbox. The same `key` again does nothing anew.
 */
export async function takeWords(taking: WordTaking, { person, ask, key }: Asked): Promise<ChatReply> {
  const { db, random, linkOf } = taking;
  const now = taking.now();
  const userId = await userOfChat(db, person, now);
  if (userId === null) {
    const code = await askWho(db, person, random, now);
    return code === null ? { type: "too_much" } : { type: "connect", link: linkOf(`/settings/chat#${code}`) };
  }
  if (ask.type === "help") return { type: "help" };
  if (ask.type === "drop")
    return (await throwAway(db, { userId, id: ask.id })) ? { type: "dropped" } : { type: "gone" };
  const people = await recipientsOf(db, userId);
  if (ask.type === "place") return place(taking, userId, people, ask);
  if (people.length === 0) return { type: "nobody" };
  const read = await readWords(taking, { userId, person, ask, people });
  const words = topicOfWords(read.text);
  if (words === null) return { type: "empty" };
  const id = hashOf(person, key);
  if (await isTooMuch(db, userId, now)) return { type: "too_much" };
  const { isCut } = words;
  const notes = [words.notes, read.link === null ? "" : `<${read.link}>`].filter(Boolean).join("\n\n");
  await db
    .insertInto("mail_taken")
    .values({
      ...{
        message_hash: id,
        user_id: userId,
        pair_id: read.pairId,
        why: isCut ? TOO_LONG : null,
        from_address: "",
        way: person.platform,
      },
      ...{ state: read.pairId === null ? "inbox" : "waiting", topic_id: idFromRandom(random(12)), title: words.title },
      ...{ notes, theme: read.theme, due: read.due, received_at: now.toISOString() },
    })
    .onConflict((conflict) => conflict.column("message_hash").doNothing())
    .execute();
  taking.wake();
  const to = people.find(({ pairId }) => pairId === read.pairId);
  return to
    ? { type: "added", to, title: words.title, due: read.due, isCut }
    : {
        type: "choose",
        id,
        title: words.title,
        called: read.called,
        people: likeliestFirst(people, read.called),
        isCut,
      };
}

/** Whom they share a page with that takes something, by name. */
export async function recipientsOf(db: Kysely<Schema>, userId: string): Promise<ChatRecipient[]> {
  return (await listPairs(db, userId))
    .filter(({ archive }) => !archive)
    .map(({ id, me, members }) => ({
      pairId: id,
      name: members.find(({ member }) => member === otherMember(me))?.name ?? "",
    }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

type Read = {
  text: string;
  pairId: string | null;
  called: string | null;
  due: string | null;
  theme: string | null;
  link: string | null;
};

async function readWords(
  { db, now }: WordTaking,
  { userId, person, ask, people }: Omit<Asked, "key"> & { userId: string; people: readonly ChatRecipient[] },
): Promise<Read> {
  const chosen = "pairId" in ask ? (people.find(({ pairId }) => pairId === ask.pairId)?.pairId ?? null) : null;
  if (ask.type === "message")
    return { text: ask.text.trim(), link: ask.link, ...{ pairId: chosen, called: null, due: null, theme: null } };
  if (ask.type !== "line") throw new TypeError(`there are no words in ${ask.type}`);
  const context = {
    people: people.map(({ pairId, name }) => ({ id: pairId, name })),
    now: Temporal.Instant.fromEpochMilliseconds(now().getTime()),
    timeZone: await zoneOfUser({ db }, userId),
  };
  const { mention } = ask;
  const mentioned = mention === null ? null : await pairWith(db, { userId, person, user: mention.user, people });
  const known = chosen ?? mentioned;
  const {
    text,
    person: named,
    ...read
  } = readOfChosen(ask.line, chosen, context) ??
  readChatLine(ask.line, chosen !== null && mention === null ? { user: "", name: "" } : mention, context);
  return { ...read, text, link: null, pairId: known ?? named?.id ?? null, called: known === null ? read.called : null };
}

/** Where a form has somebody chosen and the words begin with their name all the same. @returns null: they don't. */
function readOfChosen(line: string, chosen: string | null, context: CaptureContext): ChatLine | null {
  if (chosen === null || !/^\s*[@+]/.test(line)) return null;
  const read = readChatLine(line, null, { ...context, people: context.people.filter(({ id }) => id === chosen) });
  return read.person === null ? null : read;
}

/** Whoever is named by the chat's own means and has connected that account is known without a guess. */
async function pairWith(
  db: Kysely<Schema>,
  { userId, person, user, people }: Omit<Parameters<typeof readWords>[1], "ask"> & { user: string },
): Promise<string | null> {
  const theirs = await userOfMention(db, person, user);
  if (theirs === null || theirs === userId) return null;
  const rows = await db
    .selectFrom("pair_member")
    .select("pair_id")
    .where("user_id", "=", theirs)
    .where("pair_id", "in", [...people.map(({ pairId }) => pairId)])
    .execute();
  return rows.length === 1 ? (rows[0]?.pair_id ?? null) : null;
}

async function place(
  { db, wake }: WordTaking,
  userId: string,
  people: readonly ChatRecipient[],
  { id, pairId }: Extract<ChatAsk, { type: "place" }>,
): Promise<ChatReply> {
  const to = people.find((each) => each.pairId === pairId);
  if (!to) return { type: "archived" };
  const words = await db
    .selectFrom("mail_taken")
    .select(["title", "due", "state", "pair_id", "why"])
    .where("message_hash", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!words) return { type: "gone" };
  const { title, due } = words;
  const isCut = words.why === TOO_LONG;
  if (!(await placeMailed(db, { userId, id, pairId }))) {
    // Of what is being written already it is said again where.
    const there = people.find((each) => each.pairId === words.pair_id);
    return there && words.state === "waiting" && words.title !== ""
      ? { type: "added", to: there, title, due, isCut }
      : { type: "gone" };
  }
  wake();
  return { type: "added", to, title, due, isCut };
}

function likeliestFirst(people: readonly ChatRecipient[], called: string | null): readonly ChatRecipient[] {
  const wanted = foldText(called ?? "");
  if (wanted === "") return people;
  const isLike = ({ name }: ChatRecipient) =>
    foldText(name)
      .split(/[\s-]+/)
      .some((word) => word.startsWith(wanted));
  return [...people.filter(isLike), ...people.filter((each) => !isLike(each))];
}

function hashOf({ platform, workspace, user }: ChatPerson, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify([platform, workspace, user, key]))
    .digest("base64url");
}
