import type { Signal } from "@preact/signals";
import type { ComponentProps } from "preact";
import { TextField } from "./text-field.tsx";

type TypedFieldProps = Omit<ComponentProps<typeof TextField>, "value" | "onValue"> & { typed: Signal<string> };

/** A field that keeps what is typed where its form reads it. */
export function TypedField({ typed, ...rest }: TypedFieldProps) {
  return (
    <TextField
      {...rest}
      value={typed.value}
      onValue={(value) => {
        typed.value = value;
      }}
    />
  );
}
