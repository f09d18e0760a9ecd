import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { TextField } from "../ui/text-field.tsx";
import { Closed } from "./closed.tsx";
import { secretInAddress } from "./secret-in-address.ts";
import { texts } from "./texts.ts";
import { setup } from "./workspace-client.ts";
import { obstacle } from "./workspace-model.ts";
import "../people/people.css";

const say = texts.setup;
const MAX_NAME_LENGTH = 80;

type Looked = { type: "looking" | "open" | "broken" | "unreachable" } | { type: "over"; title: string };

/** What the setup link opens: a name for the place, and its first owner. */
export function SetupScreen() {
  const secret = secretInAddress();
  const looked = useSignal<Looked>({ type: secret === "" ? "broken" : "looking" });
  const look = async () => {
    if (secret === "") return;
    looked.value = { type: "looking" };
    await peopleLoaded();
    const result = await setup.look(secret);
    if (result.type === "ok") looked.value = { type: "open" };
    else looked.value = result.type === "problem" ? { type: "over", title: result.title } : { type: "unreachable" };
  };
  useEffect(() => {
    document.title = `${say.title} · Candor`;
    void look();
  }, []);
  const state = looked.value;
  return (
    <main class="join">
      {state.type === "looking" && <p role="status">{say.looking}</p>}
      {state.type === "broken" && <Closed title={texts.join.closed} text={say.broken} />}
      {state.type === "over" && <Closed title={texts.join.closed} text={state.title} />}
      {state.type === "unreachable" && (
        <>
          <p role="alert">{texts.unreachable}</p>
          <div>
            <Button onClick={() => void look()}>{texts.retry}</Button>
          </div>
        </>
      )}
      {state.type === "open" && <Begin secret={secret} />}
    </main>
  );
}

function Begin({ secret }: { secret: string }) {
  const { route } = useLocation();
  const name = useSignal("");
  const myName = useSignal(me.peek()?.name ?? "");
  const problem = useSignal<string | null>(null);
  const isBeginning = useSignal(false);
  const begin = async () => {
    const wanted = { secret, name: name.peek().trim(), myName: myName.peek().trim(), timeZone: deviceTimeZone };
    if (wanted.name === "" || wanted.myName === "" || isBeginning.peek()) return;
    isBeginning.value = true;
    problem.value = null;
    const result = await setup.begin(wanted);
    isBeginning.value = false;
    if (result.type === "ok") route(`/workspace/${result.value.id}`, true);
    else problem.value = obstacle(result);
  };
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.lead}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <TextField
          label={say.name}
          value={name.value}
          required
          maxLength={MAX_NAME_LENGTH}
          autoComplete="organization"
          onValue={(value) => {
            name.value = value;
          }}
        />
        <TextField
          label={say.myName}
          value={myName.value}
          required
          maxLength={MAX_NAME_LENGTH}
          autoComplete="name"
          onValue={(value) => {
            myName.value = value;
          }}
        />
        <div>
          <Button type="submit" look="primary" disabled={isBeginning.value}>
            {isBeginning.value ? say.beginning : say.begin}
          </Button>
        </div>
        <p role="alert" class="problem">
          {problem.value}
        </p>
      </form>
      {me.value?.anonymous !== false && <p class="meta">{say.device}</p>}
    </>
  );
}
