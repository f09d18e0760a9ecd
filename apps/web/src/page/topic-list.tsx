import type { Id } from "@candor/core/id.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { focusRow, topicRow } from "./focus-topic.ts";
import { usePage } from "./page-context.ts";
import { offerListWhenPointed } from "./topic-drag.ts";
import { TopicRow } from "./topic-row.tsx";

type TopicListProps = {
  place: Place;
  ids: readonly Id[];
  label: string;
  /** stands beside each; left out: nothing */
  aside?: ((id: Id) => ComponentChildren) | undefined;
};

/** The topics of one place, in order. */
export function TopicList({ place, ids, label, aside }: TopicListProps) {
  const model = usePage();
  const list = useRef<HTMLUListElement>(null);
  const current = model.current.value;
  const stop = current !== null && ids.includes(current) ? current : ids[0];
  useEffect(() => (list.current ? offerListWhenPointed(list.current, model, place) : undefined), [place]);
  useKeptFocus(list, ids);
  return (
    <ul ref={keepFocusOnMoves(list)} class="topics" aria-label={label} data-place={place}>
      {ids.map((id) => (
        <TopicRow key={id} id={id} isTabStop={id === stop} aside={aside?.(id)} />
      ))}
    </ul>
  );
}

type ListRef = { current: HTMLUListElement | null };

/**
 * Lets rows change places without losing the focus in them: a browser takes it from what is inserted anew, but not from
 * what is moved by `moveBefore` where it knows that.
 */
function keepFocusOnMoves(ref: ListRef): (list: HTMLUListElement | null) => void {
  return (list) => {
    ref.current = list;
    if (!list || !("moveBefore" in list)) return;
    const insertBefore = list.insertBefore.bind(list);
    list.insertBefore = <T extends Node>(node: T, before: Node | null): T => {
      if (node.parentNode !== list || !(node instanceof Element)) return insertBefore(node, before);
      (list as unknown as { moveBefore: (node: Node, before: Node | null) => void }).moveBefore(node, before);
      return node;
    };
  };
}

/** Where the browser has no `moveBefore`, the row that was current takes the focus back. */
function useKeptFocus(list: ListRef, ids: readonly Id[]): void {
  const model = usePage();
  useEffect(() => {
    const current = model.held.peek()?.id;
    if (current === undefined || !ids.includes(current) || document.activeElement !== document.body) return;
    const row = topicRow(current);
    if (row && list.current?.contains(row)) focusRow(row);
  }, [ids]);
}
