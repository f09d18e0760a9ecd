import { openImports } from "@candor/document/transfer/import-record.ts";
import { sinceText } from "../print/when.ts";
import { Button } from "../ui/button.tsx";
import { type ImportPartProps, takeBack } from "./import-outlook.tsx";
import { importTexts as texts } from "./import-texts.ts";

/** What either of the two brought in lately, each to be taken back as a whole. */
export function EarlierImports({ handle, names, closed }: ImportPartProps) {
  const imports = openImports(handle.doc, Temporal.Now.instant());
  if (imports.length === 0) return null;
  return (
    <section class="stack-tight" aria-label={texts.earlier}>
      <h3>{texts.earlier}</h3>
      <p class="meta">{texts.earlierHint}</p>
      <ul class="earlier-imports">
        {imports.map((each) => (
          <li key={each.id} class="row">
            <span class="grow">
              {texts.earlierOne(
                each,
                each.by === handle.member ? null : names[each.by],
                sinceText(each.at, Date.now()),
              )}
            </span>
            <Button
              small
              aria-label={texts.takeBackOf(each.name)}
              onClick={() => {
                closed();
                takeBack(handle, each.id);
              }}
            >
              {texts.takeBack}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
