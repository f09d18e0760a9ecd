import { me } from "../people/my-people.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { useAttempt } from "../sign-in/use-attempt.tsx";
import { texts } from "./program-texts.ts";
import { TokensSection } from "./tokens-section.tsx";
import { WebhooksSection } from "./webhooks-section.tsx";
import "../people/people.css";
import "../workspace/scim.css"; // of the field with the secret
import "./programs.css";

/** Which programs are let in, and told. */
export function ProgramsPart() {
  const { attempt, proof } = useAttempt({ why: texts.proof, to: "/settings/connections" });
  const isKnown = me.value !== null && !me.value.anonymous;
  return (
    <>
      {isKnown ? (
        <>
          <TokensSection attempt={attempt} />
          <WebhooksSection attempt={attempt} />
        </>
      ) : (
        <section class="settings-group" aria-labelledby="programs">
          <h2 id="programs">{texts.programs}</h2>
          <SignInFirst to="/settings/connections" label={texts.signIn}>
            <p>{texts.anonymous}</p>
          </SignInFirst>
        </section>
      )}
      {proof}
    </>
  );
}
