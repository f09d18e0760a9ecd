import type { Ref } from "preact";
import { TextField } from "../ui/text-field.tsx";

const LENGTH = 8; // letters of a code
const MAX_TYPED = 20; // with the dash, and the spaces of somebody who pasted it

type CodeFieldProps = {
  label: string;
  value: string;
  onValue: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
};

/** Takes a code as it is typed, pasted or filled in from a mail. */
export function CodeField(props: CodeFieldProps) {
  return <TextField {...props} required maxLength={MAX_TYPED} autoComplete="one-time-code" />;
}

export function isWholeCode(typed: string): boolean {
  return typed.replace(/[^a-z0-9]/gi, "").length >= LENGTH;
}
