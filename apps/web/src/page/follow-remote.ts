import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { observePage } from "@candor/document/page/observe-page.ts";
import type { Presence } from "../offline/page-handle.ts";
import { refreshPeople } from "../people/my-people.ts";
import { announceRemote } from "../ui/announce.ts";
import { agreeOnNames } from "./agree-on-names.ts";
import type { PageModel } from "./page-model.ts";
import { type Doer, remoteTexts } from "./remote-texts.ts";
import { texts } from "./texts.ts";
import { followWriters } from "./who-wrote.ts";

/**
 * Tells screen readers what is done elsewhere, and who comes and goes, and brings what is known of the two up to date
 * when they come or the server is back. What I did elsewhere is told, too: the page is not any more as it was heard last.
 *
 * @returns stops it.
 */
export function followRemote(model: PageModel): () => void {
  let before = model.handle.page.peek();
  let here = model.handle.presence.peek();
  const nameOf = ({ member, name }: Presence) => model.people.peek()[member].name || name || texts.otherMissing;
  const writers = followWriters(model.handle.awareness, model.me);
  const doerOf = (member: MemberId | null): Doer => {
    if (member === null) return { type: "unknown" };
    if (member === model.me) return { type: "me" };
    return { type: "other", name: model.people.peek()[member].name || texts.otherMissing };
  };
  const stopPage = observePage(model.handle.doc, (transaction) => {
    const page = model.handle.page.peek();
    if (!transaction.local) {
      const writer = writers.wrote(transaction);
      for (const { about, text, author } of remoteChanges(before, page))
        announceRemote(text(doerOf(writer ?? author)), about);
    }
    before = page;
  });
  const stopPresence = model.handle.presence.subscribe((present) => {
    // Who is here has joined: this device has only not heard of it yet.
    if (present.some(({ member }) => !model.people.peek()[member].joined)) void refreshPeople();
    for (const each of present) {
      if (!here.some((old) => old.member === each.member)) announceRemote(remoteTexts.here(nameOf(each)));
    }
    for (const old of here) {
      if (!present.some((each) => each.member === old.member)) announceRemote(remoteTexts.left(nameOf(old)));
    }
    here = present;
  });
  const stopNames = agreeOnNames({
    awareness: model.handle.awareness,
    people: model.people,
    refresh: () => void refreshPeople(),
  });
  let wasOffline = model.handle.sync.peek().type === "offline";
  const stopSync = model.handle.sync.subscribe(({ type }) => {
    const isBack = wasOffline && type !== "offline";
    wasOffline = type === "offline";
    if (isBack) void refreshPeople();
  });
  return () => {
    stopPage();
    writers.stop();
    stopPresence();
    stopNames();
    stopSync();
  };
}

type RemoteChange = {
  /** the id of what it is about */
  about: string;
  text: (doer: Doer) => string;
  /** whose it is by what stands on the page itself; null: that does not say it */
  author: MemberId | null;
};

/** What became different from one state of the page to the next, as sentences about whoever did it. */
function remoteChanges(before: Page, after: Page): RemoteChange[] {
  const say = remoteTexts;
  const changes: RemoteChange[] = [];
  const push = (about: string, text: RemoteChange["text"], author: MemberId | null = null) =>
    changes.push({ about, text, author });
  const topics = new Map(before.topics.map((topic) => [topic.id, topic]));
  for (const topic of after.topics) {
    const old = topics.get(topic.id);
    if (!old || old.state !== topic.state) {
      if (topic.state === "binned") {
        if (old) push(topic.id, say.binnedTopic(topic.title));
      } else if (!old) push(topic.id, say.addedTopic(topic.title), topic.importedBy ?? topic.author);
      else if (old.state === "binned") push(topic.id, say.addedTopic(topic.title));
      else if (topic.state === "discussed") push(topic.id, say.markedTopic(topic.title));
      else push(topic.id, say.editedTopic(topic.title));
    } else if (old.place !== topic.place || old.rank !== topic.rank) push(topic.id, say.movedTopic(topic.title));
    else if (old.title !== topic.title || old.kind !== topic.kind || old.altitude !== topic.altitude) {
      push(topic.id, say.editedTopic(topic.title));
    }
  }
  const actions = new Map(before.actions.map((action) => [action.id, action]));
  for (const action of after.actions) {
    const old = actions.get(action.id);
    if (!old || old.state === "binned") {
      if (action.state !== "binned") push(action.id, say.addedAction(action.text));
    } else if (old.text !== action.text || old.state !== action.state || old.due !== action.due) {
      push(action.id, say.editedAction(action.text));
    }
  }
  if (JSON.stringify(before.meetings) !== JSON.stringify(after.meetings)) push("meetings", say.movedMeeting());
  return changes;
}
