import type { LinkAccount, LinkAccounts } from "@candor/protocol/http/link.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { askForDocuments, finishDocuments } from "./connections-api.ts";
import { texts } from "./link-texts.ts";
import { sayProblem } from "./say-problem.ts";

type DocumentsProps = {
  accounts: readonly LinkAccount[];
  /** @returns whether it went well; else it has been said. */
  take: (result: ApiResult<LinkAccounts>) => boolean;
};

/** Lets this server see what one's Google documents are called, after Google asked whether that is meant. */
export function DocumentsPart({ accounts, take }: DocumentsProps) {
  const problem = useSignal("");
  const isBack = useSignal(false);
  const isLeaving = useSignal(false);
  useEffect(() => {
    const back = new URLSearchParams(location.search);
    const [code, state] = [back.get("code"), back.get("state")];
    if (state !== null) {
      history.replaceState(null, "", location.pathname); // the code is of no use twice, and of none in the history
      if (code === null) problem.value = texts.documents.denied;
      else {
        isBack.value = true;
        void finishDocuments({ code, state }).then((result) => {
          isBack.value = false;
          if (take(result)) announce(texts.added);
        });
      }
    }
    // Whoever comes back by the browser's own button finds it as it was.
    const again = () => {
      isLeaving.value = false;
    };
    addEventListener("pageshow", again);
    return () => removeEventListener("pageshow", again);
  }, []);
  const leave = async () => {
    if (isLeaving.peek()) return;
    isLeaving.value = true;
    problem.value = "";
    const result = await askForDocuments();
    if (result.type === "ok") return location.assign(result.value.address);
    isLeaving.value = false;
    problem.value = sayProblem(result);
  };
  const account = accounts.find(({ provider }) => provider === "google");
  return (
    <section class="stack-tight" aria-labelledby="documents">
      <h3 id="documents">{texts.documents.title}</h3>
      <p class="meta">{texts.documents.hint}</p>
      {(account === undefined || account.isRefused) && (
        <div>
          <Button aria-disabled={isLeaving.value} onClick={() => void leave()}>
            {isLeaving.value ? texts.documents.leaving : texts.documents.ask}
          </Button>
        </div>
      )}
      <p class="meta" role="status">
        {isBack.value ? texts.documents.working : ""}
      </p>
      {problem.value !== "" && (
        <p role="alert" class="problem">
          {problem.value}
        </p>
      )}
    </section>
  );
}
