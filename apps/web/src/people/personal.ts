import type { Tab } from "../offline/tab.ts";
import { PersonalOutbox, type PersonalParts } from "./personal-outbox.ts";
import { QuestionRecords } from "./question-records.ts";
import { WorthRecords } from "./worth-records.ts";

export type Personal = { outbox: PersonalOutbox; worth: WorthRecords; questions: QuestionRecords };

/** What the app needs of a tab for it. */
type PersonalTab = Pick<Tab, "environment"> & PersonalParts;

const byTab = new WeakMap<PersonalTab, Personal>();

/** What the server keeps for me beside my pages; begun when it is first asked for. */
export function personalOf(tab: PersonalTab): Personal {
  const begun = byTab.get(tab);
  if (begun) return begun;
  const { environment } = tab;
  const outbox: PersonalOutbox = new PersonalOutbox(environment, tab, {
    settled: (edit, result) => {
      if (result.type !== "ok") return;
      worth.settle(edit, result.value);
      questions.settle(edit);
    },
    settledElsewhere: () => Promise.all([worth.readKept(), questions.readKept()]),
  });
  const worth = new WorthRecords(environment, tab, outbox);
  const questions = new QuestionRecords(environment, tab, outbox);
  const personal = { outbox, worth, questions };
  byTab.set(tab, personal);
  return personal;
}
