import { useId } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { ActionRow } from "./action-row.tsx";
import { texts } from "./texts.ts";
import "./from-last-time.css";

/** The open actions of earlier meetings, at the top of the next agenda until they are done or dropped with a word why. */
export function FromLastTime() {
  const model = usePage();
  const headingId = useId();
  const ids = model.earlierActionIds.value;
  if (ids.length === 0) return null;
  return (
    <section class="from-last-time" aria-labelledby={headingId}>
      <h3 id={headingId}>{texts.fromLastTime}</h3>
      <ul class="actions" aria-labelledby={headingId}>
        {ids.map((id) => (
          <ActionRow key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}
