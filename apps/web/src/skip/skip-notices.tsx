import type { SkipNoticeForMe } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { markSkipNoticeRead, readSkipNotices } from "./skip-calls.ts";
import { skipTexts as texts } from "./skip-texts.ts";
import "./skip-notices.css";

/** What I am told as the manager between. @param onlyNew what I have put away does not show. */
export function SkipNotices({ onlyNew = false }: { onlyNew?: boolean }) {
  const known = useSignal<readonly SkipNoticeForMe[]>([]);
  useEffect(() => {
    void readSkipNotices().then((result) => {
      if (result.type === "ok") known.value = result.value;
    });
  }, []);
  const shown = known.value.filter(({ read }) => !(onlyNew && read));
  if (shown.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="notices-heading">
      <h2 id="notices-heading">{texts.notices.title}</h2>
      <p class="meta">{texts.notices.why}</p>
      {shown.map((notice) => (
        <article key={notice.notice} class="card stack-tight" data-skip-notice={notice.notice}>
          <h3>{notice.subject}</h3>
          {notice.paragraphs.map((paragraph) => (
            <p key={paragraph} class="notice-text">
              {paragraph}
            </p>
          ))}
          <p class="meta">
            {texts.notices.mine(sayDate(notice.at.slice(0, 10), today.value))} · {notice.workspaceName}
            {notice.read && ` · ${texts.notices.read}`}
          </p>
          {!notice.read && (
            <div>
              <Button
                onClick={() => {
                  void markSkipNoticeRead(notice.notice).then((result) => {
                    if (result.type === "ok") known.value = result.value;
                  });
                }}
              >
                {texts.notices.seen}
              </Button>
            </div>
          )}
        </article>
      ))}
    </section>
  );
}
