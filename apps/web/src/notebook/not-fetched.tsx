import { Button } from "../ui/button.tsx";
import { texts } from "./texts.ts";

/** Stands where a part would that could not be had. */
export function NotFetched({ onRetry }: { onRetry: () => void }) {
  return (
    <div class="stack">
      <p role="alert">{texts.notFetched}</p>
      <div>
        <Button onClick={onRetry}>{texts.retry}</Button>
      </div>
    </div>
  );
}
