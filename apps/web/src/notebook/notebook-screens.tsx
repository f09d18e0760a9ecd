import { lazily } from "../ui/lazily.tsx";
import { NotFetched } from "./not-fetched.tsx";
import { NotebookDialogs } from "./notebook-dialogs.tsx";
import { PersonScreen } from "./person-screen.tsx";
import "../people/people.css";
import "./notebook.css";

// Most of what it changes takes the server: it is kept on a device once it was opened there.
const KeysScreen = lazily(() => import("./keys-screen.tsx").then((module) => module.KeysScreen), NotFetched);

/** The screens of private notes: all about one person, and how they are locked. */
export function NotebookScreens({ pair }: { pair?: string }) {
  return (
    <>
      {pair === undefined ? <KeysScreen /> : <PersonScreen key={pair} pairId={pair} />}
      <NotebookDialogs />
    </>
  );
}
