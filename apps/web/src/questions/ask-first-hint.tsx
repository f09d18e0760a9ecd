import { asksFirst } from "@candor/core/question/asks-first.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { useEffect } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { allQuestions, loadBank } from "./all-questions.ts";
import { keptList } from "./kept-list.ts";
import { texts } from "./texts.ts";
import "./questions.css";

const dismissed = keptList("candor.ask-first-dismissed", 500);

/**
 * Reminds the manager, on what a direct wants to know about the big picture, to ask before answering. Drawn on the
 * manager's side alone, also in a live meeting; it shows nothing on any other topic.
 */
export function AskFirstHint({ topic }: { topic: Topic }) {
  const model = usePage();
  const { question } = topic;
  const needsBank = question !== null && topic.altitude !== "big_picture";
  useEffect(() => {
    if (needsBank) void loadBank();
  }, [needsBank]);
  const all = needsBank ? allQuestions() : null;
  const known = Array.isArray(all) ? (all.find(({ id }) => id === question) ?? null) : null;
  if (!asksFirst(topic, known, model.people.value, model.me) || dismissed.all.value.includes(topic.id)) return null;
  return (
    <p class="ask-first">
      <span>{texts.askFirst.hint}</span> <span class="meta">{texts.askFirst.onlyYou}</span>
      <IconButton icon="close" label={texts.askFirst.dismiss} onClick={() => dismissed.add(topic.id)} />
    </p>
  );
}
