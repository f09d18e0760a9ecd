import { KeysScreen } from "./keys-screen.tsx";
import { NotebookDialogs } from "./notebook-dialogs.tsx";
import { PersonScreen } from "./person-screen.tsx";
import "../people/people.css";
import "./notebook.css";

/** The screens of private notes: all about one person, and how they are locked. */
export function NotebookScreens({ pair }: { pair?: string }) {
  return (
    <>
      {pair === undefined ? <KeysScreen /> : <PersonScreen key={pair} pairId={pair} />}
      <NotebookDialogs />
    </>
  );
}
