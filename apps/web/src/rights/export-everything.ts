import { otherMember } from "@candor/core/person/member.ts";
import { ENGLISH, type TransferWords } from "@candor/document/transfer/transfer-words.ts";
import type { gatherArtifacts } from "../artifact/gather-artifact.ts";
import { me, pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { myQuestions } from "../people/my-questions.ts";
import { peopleOf } from "../people/people-of.ts";
import { asJson, gatherPage } from "./gather-page.ts";
import { nameFolders } from "./name-folders.ts";
import { type ArchiveFile, ZipPacker } from "./pack-zip.ts";
import { fetchMyData } from "./rights-calls.ts";
import { whatIsMissing } from "./what-is-missing.ts";
import { type MyAction, writeActions } from "./write-actions.ts";
import { type IndexedPage, writeIndex } from "./write-index.ts";

export type ExportedEverything = { zip: Blob; missing: number };

/**
 * Everything of mine as one zip: what this device has, and what the server adds where it can be reached.
 *
 * @param progress is told how many pages are done.
 */
export async function exportEverything(progress: (done: number, of: number) => void): Promise<ExportedEverything> {
  await peopleLoaded();
  await refreshPeople();
  const at = new Date();
  const packer = new ZipPacker(at);
  const words = await transferWords();
  const known = pairs.peek();
  const folders = nameFolders(known.map((pair) => peopleOf(pair)[otherMember(pair.me)].name));
  const pages: IndexedPage[] = [];
  const actions: MyAction[] = [];
  for (const [index, pair] of known.entries()) {
    progress(index, known.length);
    const gathered = await gatherPage(pair, `pages/${folders[index]}`, words);
    for (const file of gathered.files) packer.add(file);
    actions.push(...gathered.actions);
    const { a, b } = peopleOf(pair);
    pages.push({
      folder: folders[index] ?? "",
      title: words.pageOf([a, b].map(({ name }) => name || words.someone)),
      files: gathered.files.map(({ path }) => path),
      missing: gathered.missing,
    });
    await new Promise((resolve) => setTimeout(resolve)); // typing elsewhere goes first
  }
  const own = await gatherOwn();
  for await (const artifact of artifactsOfMine()) {
    own.missing.push(...artifact.missing);
    for (const file of artifact.files) {
      packer.add(file);
      own.artifacts.push(file.path);
    }
  }
  const others = [...own.files, ...writeActions(actions)];
  for (const file of others) packer.add(file);
  const name = me.peek()?.name ?? "";
  const paths = [...others.map(({ path }) => path), ...own.artifacts];
  packer.add(writeIndex({ at: at.toISOString(), name, pages, missing: own.missing }, paths));
  const missing = own.missing.length + pages.reduce((count, page) => count + page.missing.length, 0);
  return { zip: await packer.finish(), missing };
}

/** They are read from the server; where there is none of mine, nothing of it is loaded. */
async function* artifactsOfMine(): ReturnType<typeof gatherArtifacts> {
  if (me.peek() === null) return;
  const module = await import("../artifact/gather-artifact.ts").catch(() => null);
  if (module) yield* module.gatherArtifacts();
  else
    yield { files: [], missing: ["the artifacts that you take part in: this device could not load what reads them."] };
}

type Own = { files: ArchiveFile[]; missing: string[]; artifacts: string[] };

async function gatherOwn(): Promise<Own> {
  const answer = await fetchMyData();
  if (answer.type === "ok")
    return { files: [asJson("me.json", answer.value)], missing: whatIsMissing(answer.value), artifacts: [] };
  const { own, hidden, favourites } = myQuestions().peek();
  const onDevice = {
    me: me.peek(),
    pages: pairs.peek(),
    questions: { own, hidden: [...hidden], favourites: [...favourites] },
  };
  return {
    artifacts: [],
    files: [asJson("me-on-this-device.json", onDevice)],
    missing: [
      me.peek() === null
        ? "what a server keeps about you: you are not signed in."
        : "what the server keeps about you beside your pages: profile, sessions, invitations, answers after meetings.",
    ],
  };
}

async function transferWords(): Promise<TransferWords> {
  const bank = await import("@candor/core/question/bank.ts").catch(() => null);
  return { ...ENGLISH, question: (id) => bank?.questionById(id)?.text ?? null };
}
