import { WORKSPACE_ROLES, type WorkspaceRole } from "@candor/core/access/may-in-workspace.ts";
import type { WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { JudgedButton } from "./judged-button.tsx";
import { texts } from "./texts.ts";
import type { WorkspaceModel } from "./workspace-model.ts";

const say = texts.person;
const MAX_NAME_LENGTH = 80;
const MAX_TITLE_LENGTH = 120;
const MAX_EMAIL_LENGTH = 254;

export type PersonValues = {
  name: string;
  email: string;
  title: string;
  department: string;
  role: WorkspaceRole;
  manager: string | null;
};

type PersonFormProps = {
  model: WorkspaceModel;
  /** null: somebody new */
  person: WorkspacePerson | null;
  action: string;
  problem: string | null;
  onSave: (values: PersonValues) => Promise<void>;
};

export function PersonForm({ model, person, action, problem, onSave }: PersonFormProps) {
  const values = useSignal<PersonValues>({
    name: person?.name ?? "",
    email: person?.email ?? "",
    title: person?.title ?? "",
    department: person?.department ?? "",
    role: person?.role ?? "member",
    manager: null,
  });
  const isSaving = useSignal(false);
  const set = (change: Partial<PersonValues>) => {
    values.value = { ...values.peek(), ...change };
  };
  const { name, email, title, department, role, manager } = values.value;
  const of = person && model.concerned(person);
  const whyNotEdit = of && model.whyNot({ action: "change_person", of });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = values.peek();
        if (wanted.name.trim() === "" || isSaving.peek()) return;
        isSaving.value = true;
        void onSave({ ...wanted, name: wanted.name.trim(), email: wanted.email.trim() }).finally(() => {
          isSaving.value = false;
        });
      }}
    >
      {whyNotEdit && <p class="meta">{whyNotEdit}</p>}
      <div class="person-fields">
        <TextField
          label={say.name}
          value={name}
          required
          readOnly={whyNotEdit != null}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="off"
          onValue={(value) => set({ name: value })}
        />
        <TextField
          label={say.email}
          hint={say.emailHint}
          type="email"
          value={email}
          readOnly={whyNotEdit != null}
          maxLength={MAX_EMAIL_LENGTH}
          autoComplete="off"
          onValue={(value) => set({ email: value })}
        />
        <TextField
          label={say.title}
          value={title}
          readOnly={whyNotEdit != null}
          maxLength={MAX_TITLE_LENGTH}
          autoComplete="off"
          onValue={(value) => set({ title: value })}
        />
        <TextField
          label={say.department}
          value={department}
          readOnly={whyNotEdit != null}
          maxLength={MAX_TITLE_LENGTH}
          autoComplete="off"
          onValue={(value) => set({ department: value })}
        />
        {person === null && (
          <SelectField
            label={say.manager}
            value={manager ?? ""}
            choices={[{ value: "", label: say.noManager }, ...peopleChoices(model, null)]}
            onValue={(value) => set({ manager: value === "" ? null : value })}
          />
        )}
        <RoleField model={model} person={person} role={role} onRole={(value) => set({ role: value })} />
      </div>
      <p role="alert" class="problem">
        {problem}
      </p>
      <div>
        <JudgedButton type="submit" look="primary" disabled={isSaving.value} whyNot={whyNotEdit ?? null}>
          {action}
        </JudgedButton>
      </div>
    </form>
  );
}

export function peopleChoices(model: WorkspaceModel, without: string | null) {
  return model.present.value.filter(({ id }) => id !== without).map(({ id, name }) => ({ value: id, label: name }));
}

type RoleFieldProps = {
  model: WorkspaceModel;
  person: WorkspacePerson | null;
  role: WorkspaceRole;
  onRole: (role: WorkspaceRole) => void;
};

/** Roles that I may not give are there, greyed out, and the reason stands below. */
function RoleField({ model, person, role, onRole }: RoleFieldProps) {
  const id = useId();
  const of = person && model.concerned(person);
  const whyNot = (to: WorkspaceRole) =>
    model.whyNot(of ? { action: "set_role", of, to } : { action: "add_person", role: to });
  const reason = WORKSPACE_ROLES.map(whyNot).find((each) => each !== null);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {say.role}
      </label>
      <select
        id={id}
        class="input"
        value={role}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          const chosen = WORKSPACE_ROLES.find((each) => each === event.currentTarget.value);
          if (chosen) onRole(chosen);
        }}
      >
        {WORKSPACE_ROLES.map((each) => (
          <option key={each} value={each} disabled={whyNot(each) !== null}>
            {texts.roles[each]}
          </option>
        ))}
      </select>
      <span class="field-hint" id={`${id}-hint`}>
        {reason ?? say.roleHint}
      </span>
    </div>
  );
}
