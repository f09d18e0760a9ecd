import { useId } from "preact/hooks";

export type Choice<T extends string> = { value: T; label: string };

type SelectFieldProps<T extends string> = {
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onValue: (value: T) => void;
};

export function SelectField<T extends string>({ label, value, choices, onValue }: SelectFieldProps<T>) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <select
        class="input"
        id={id}
        value={value}
        onInput={(event) => {
          const choice = choices.find((each) => each.value === event.currentTarget.value);
          if (choice) onValue(choice.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
