import { FRICTION_KINDS } from "@candor/core/pairing/pairing.ts";
import type { FrictionAnswer, MyFrictions } from "@candor/protocol/http/pairing.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";
import { me, peopleLoaded } from "../people/my-people.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { today } from "../ui/clock.ts";
import { Screen } from "../ui/screen.tsx";
import { useComeBack } from "../ui/use-come-back.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { sayDayInside, sayDayOf } from "./say-stamp.ts";
import "../people/people.css";
import "./pairing.css";

const say = texts.across;

/** What got in the way across one's own pages, by kind: what to fix first is seen from how often it comes up. */
export function FrictionsScreen() {
  const known = useSignal<MyFrictions | "unreachable" | "nobody_here" | null>(null);
  const withSettled = useSignal(false);
  const whose = me.value?.userId ?? null;
  const read = async () => {
    await peopleLoaded();
    if (me.peek() === null) {
      known.value = "nobody_here";
      return;
    }
    const result = await callApi<MyFrictions>(thisTab().fetch, { method: "GET", path: "/api/me/frictions" });
    if (result.type === "ok") known.value = result.value;
    else if (known.peek() === null || known.peek() === "nobody_here") known.value = "unreachable";
  };
  useEffect(() => void read(), [whose]);
  useComeBack(known.value === "unreachable", () => void read());
  const value = known.value;
  return (
    <Screen back={{ to: "/people", label: say.back }} title={say.title} intro={say.intro} main="start-main frictions">
      {value === null && <p class="meta">{say.waiting}</p>}
      {value === "unreachable" && <p role="alert">{say.unreachable}</p>}
      {value === "nobody_here" && (
        <SignInFirst to="/settings/frictions">
          <p>{say.signIn}</p>
        </SignInFirst>
      )}
      {typeof value === "object" && value !== null && value.frictions.length === 0 && <p class="empty">{say.none}</p>}
      {typeof value === "object" && value !== null && value.frictions.length > 0 && (
        <>
          <Counts frictions={value.frictions} />
          {value.frictions.some(isDone) && (
            <label class="check" data-no-print>
              <input
                type="checkbox"
                checked={withSettled.value}
                onChange={(event) => {
                  withSettled.value = event.currentTarget.checked;
                }}
              />
              <span>{say.settled}</span>
            </label>
          )}
          {FRICTION_KINDS.map((kind) => {
            const those = value.frictions.filter((each) => each.kind === kind && (withSettled.value || !isDone(each)));
            if (those.length === 0) return null;
            return (
              <section key={kind} class="stack-tight" aria-labelledby={`kind-${kind}`}>
                <h2 id={`kind-${kind}`}>{texts.frictionKinds[kind]}</h2>
                <ul class="stack-list">
                  {those.map((friction) => (
                    <AcrossRow key={`${friction.pair}/${friction.id}`} friction={friction} />
                  ))}
                </ul>
              </section>
            );
          })}
          {!value.isWhole && <p class="meta">{say.notWhole}</p>}
        </>
      )}
    </Screen>
  );
}

function Counts({ frictions }: { frictions: readonly FrictionAnswer[] }) {
  const rows = FRICTION_KINDS.map((kind) => {
    const those = frictions.filter((each) => each.kind === kind);
    const done = those.filter(isDone).length;
    return { kind, open: those.length - done, done, pages: new Set(those.map(({ pair }) => pair)).size };
  }).filter(({ open, done }) => open + done > 0);
  return (
    <table class="frictions-table">
      <caption class="field-label">{say.overview}</caption>
      <thead>
        <tr>
          {say.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows
          .sort((left, right) => right.open - left.open)
          .map(({ kind, open, done, pages }) => (
            <tr key={kind}>
              <th scope="row">{texts.frictionKinds[kind]}</th>
              <td>{open}</td>
              <td>{done}</td>
              <td>{pages}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function AcrossRow({ friction }: { friction: FrictionAnswer }) {
  const { pair, name, text, severity, owner, state, at, checkOn, cameBack } = friction;
  const whom = name || texts.someone;
  const owned =
    owner === null
      ? texts.nobody
      : texts.frictions.ownerIs(
          owner.type === "me" ? texts.you.toLocaleLowerCase() : owner.type === "them" ? whom : owner.name,
        );
  const isDue = state === "fixed" && checkOn !== null && checkOn <= today.value;
  return (
    <li class="frictions-row" data-friction={friction.id}>
      <a href={`/p/${pair}/pairing`}>{text.trim() || texts.untitled}</a>
      <p class="meta">
        <span class="chip">{texts.states[state]}</span>
        {cameBack > 0 && <span class="chip chip-warn">{texts.cameBack(cameBack)}</span>}{" "}
        {[
          say.withName(whom),
          at !== "" && texts.frictions.found(sayDayOf(at)),
          severity,
          owned,
          state === "fixed" && checkOn !== null && !isDue && texts.frictions.checkDay(sayDayInside(checkOn)),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {isDue && <p class="paired-check">{texts.frictions.groups.check}</p>}
    </li>
  );
}

function isDone({ state }: FrictionAnswer): boolean {
  return state === "stayed" || state === "let_go";
}
