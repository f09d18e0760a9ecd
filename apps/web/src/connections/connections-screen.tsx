import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Screen } from "../ui/screen.tsx";
import { ChatsPart } from "./chats-part.tsx";
import { connectionsTexts as texts } from "./connections-texts.ts";
import { LinksPart } from "./links-part.tsx";
import { MailPart } from "./mail-part.tsx";
import { NoticePart } from "./notice-part.tsx";
import { ProgramsPart } from "./programs-part.tsx";
import "./connections.css";

/** How thoughts come in from elsewhere, and how Candor reaches whoever it is. */
export function ConnectionsScreen() {
  const isLoaded = useSignal(false);
  useEffect(() => {
    void peopleLoaded().then(() => {
      isLoaded.value = true;
      void refreshPeople(); // a page that was begun elsewhere has an address, too, and whoever signed in is known
    });
  }, []);
  return (
    <Screen back={{ to: "/settings", label: texts.back }} title={texts.title} intro={texts.intro}>
      {isLoaded.value && me.value === null && (
        <SignInFirst to="/settings/connections">
          <p>{texts.nobody}</p>
        </SignInFirst>
      )}
      {isLoaded.value && me.value !== null && (
        <>
          <MailPart />
          <ChatsPart />
          <NoticePart />
          <LinksPart />
          <ProgramsPart />
        </>
      )}
    </Screen>
  );
}
