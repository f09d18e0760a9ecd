import { skipTexts as texts } from "./skip-texts.ts";

export type NoticeTo = { manager: string; name: string; subject: string; paragraphs: readonly string[] };

/** A notice as its reader will get it. */
export function NoticeCard({ notice: { name, subject, paragraphs } }: { notice: NoticeTo }) {
  return (
    <article class="card stack-tight" data-notice-to={name}>
      <h3>{texts.preview.to(name)}</h3>
      <p>
        <strong>{subject}</strong>
      </p>
      {paragraphs.map((paragraph) => (
        <p key={paragraph} class="portrait-text">
          {paragraph}
        </p>
      ))}
    </article>
  );
}
