import { texts } from "./texts.ts";

/** A link that opens nothing, and why. */
export function Closed({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p role="alert">{text}</p>
      <a class="button" href="/">
        {texts.back}
      </a>
    </>
  );
}
