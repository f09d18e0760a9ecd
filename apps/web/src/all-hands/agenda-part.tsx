import { runningOrder } from "@candor/core/all-hands/agenda.ts";
import type { AgendaItem, AllHands } from "@candor/protocol/http/all-hands.ts";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { TextField } from "../ui/text-field.tsx";
import type { Act } from "./act.ts";
import { AgendaRow } from "./agenda-row.tsx";
import type { AllHandsClient } from "./all-hands-calls.ts";

import { allHandsTexts as texts } from "./all-hands-texts.ts";

type PartProps = {
  meeting: AllHands;
  mayLead: boolean;
  client: AllHandsClient;
  act: Act;
  onPrint: (meeting: AllHands) => void;
};

/** One all-hands that is planned: its running order, and for whoever leads all that can be done about it. */
export function AgendaPart({ meeting, mayLead, client, act, onPrint }: PartProps) {
  const { id, day, items } = meeting;
  const dragged = useSignal<string | null>(null);
  const isHolding = useSignal(false);
  const headingId = useId();
  const order = runningOrder(items);
  const total = items.reduce((sum, { minutes }) => sum + minutes, 0);
  /** @param to the place it comes to, counted without it */
  const move = async (item: AgendaItem, to: number) => {
    const others = order.map((each) => each.item).filter((each) => each.id !== item.id);
    if (to < 0 || to > others.length) return;
    const isDone = await act(client.change(item.id, { after: others[to - 1]?.id ?? null }));
    if (!isDone) return;
    announce(texts.moved(item.title, to + 1, items.length));
    // Its row was moved under the focus.
    document.getElementById(`agenda-${item.id}`)?.focus();
  };
  return (
    <section class="stack-tight all-hands-planned" aria-labelledby={headingId}>
      <div class="section-line">
        <h2 id={headingId}>{texts.next(sayDate(day, ""))}</h2>
        <span class="meta">{texts.total(total, items.length)}</span>
      </div>
      {items.length === 0 && <p class="empty">{texts.empty}</p>}
      {mayLead && items.length > 1 && <p class="meta">{texts.orderHint}</p>}
      <ol class="all-hands-order" aria-label={texts.order}>
        {order.map(({ item, begins }, at) => (
          <AgendaRow
            key={item.id}
            {...{ item, begins, at, mayLead, client, act }}
            count={order.length}
            isDragged={dragged.value === item.id}
            move={(to) => void move(item, to)}
            onDrag={(isBegun) => {
              dragged.value = isBegun ? item.id : null;
            }}
            onDropHere={() => {
              const other = items.find((each) => each.id === dragged.peek());
              dragged.value = null;
              if (other && other.id !== item.id) void move(other, at);
            }}
          />
        ))}
      </ol>
      <div class="row">
        <Button id={`print-${id}`} onClick={() => onPrint(meeting)} disabled={items.length === 0}>
          {texts.print}
        </Button>
        {mayLead && !isHolding.value && (
          <Button
            onClick={() => {
              isHolding.value = true;
            }}
          >
            {texts.hold}
          </Button>
        )}
      </div>
      {isHolding.value && (
        <div class="stack-tight" role="alert">
          <p>{texts.holdHint}</p>
          <div class="row">
            <Button look="primary" onClick={() => void act(client.hold(id), texts.held)}>
              {texts.holdSure}
            </Button>
            <Button
              onClick={() => {
                isHolding.value = false;
              }}
            >
              {texts.notYet}
            </Button>
          </div>
        </div>
      )}
      {mayLead && (
        <TextField
          label={texts.move}
          type="date"
          value={day}
          onValue={(next) => /^\d{4}-\d{2}-\d{2}$/.test(next) && void act(client.plan(id, next))}
        />
      )}
    </section>
  );
}
