import { Button } from "../ui/button.tsx";
import { loadBank } from "./all-questions.ts";
import { texts } from "./texts.ts";

/** Stands where questions will: while they are fetched nothing, since on a warm start they are on this device. */
export function BankMissing({ isFailed }: { isFailed: boolean }) {
  if (!isFailed) return null;
  return (
    <div class="stack-tight">
      <p role="alert">{texts.failed}</p>
      <div>
        <Button onClick={() => void loadBank()}>{texts.retry}</Button>
      </div>
    </div>
  );
}
