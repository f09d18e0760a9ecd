import type { WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toasts.ts";
import { PersonAccess } from "./person-access.tsx";
import { PersonForm } from "./person-form.tsx";
import { PersonManager } from "./person-manager.tsx";
import { PersonPages } from "./person-pages.tsx";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.person;

type PersonDialogProps = {
  model: WorkspaceModel;
  /** null: of somebody who is being added */
  personId: string | null;
  onOpen: (person: string) => void;
  onClose: () => void;
};

/** One entry of the workspace: what is known of somebody, and what I may do about it. */
export function PersonDialog({ model, personId, onOpen, onClose }: PersonDialogProps) {
  const person = personId === null ? null : (model.byId.value.get(personId) ?? null);
  if (personId === null) return <AddDialog model={model} onOpen={onOpen} onClose={onClose} />;
  if (person === null) return null;
  const isSelf = person.id === model.me;
  const hasLeft = (person.leftAt ?? null) !== null;
  return (
    <Dialog title={person.name} onClose={onClose}>
      {model.manages ? <EditPerson model={model} person={person} /> : <About person={person} />}
      {!hasLeft && <PersonManager model={model} person={person} />}
      {!isSelf && !hasLeft && <PersonPages model={model} person={person} />}
      {model.manages && <PersonAccess model={model} person={person} onClose={onClose} />}
    </Dialog>
  );
}

function About({ person }: { person: WorkspacePerson }) {
  const parts = [person.title, person.department, person.role !== "member" && texts.roles[person.role]];
  const said = parts.filter(Boolean).join(" · ");
  return said === "" ? null : <p>{said}</p>;
}

function AddDialog({ model, onOpen, onClose }: Omit<PersonDialogProps, "personId">) {
  const problem = useSignal<string | null>(null);
  return (
    <Dialog title={say.addTitle} onClose={onClose}>
      <PersonForm
        model={model}
        person={null}
        action={say.add}
        problem={problem.value}
        onSave={async (values) => {
          const result = await model.client.add({ ...values, email: values.email || null });
          problem.value = obstacle(result);
          if (result.type !== "ok") return;
          const { id, name } = result.value;
          await model.refresh();
          onOpen(id);
          showToast(say.added(name), () => {
            void model.client.remove(id).then(() => model.refresh());
          });
        }}
      />
    </Dialog>
  );
}

function EditPerson({ model, person }: { model: WorkspaceModel; person: WorkspacePerson }) {
  const problem = useSignal<string | null>(null);
  const change = async (values: Parameters<WorkspaceModel["client"]["change"]>[1]) => {
    const result = await model.client.change(person.id, values);
    problem.value = obstacle(result);
    if (result.type === "ok") await model.refresh();
    return result.type === "ok";
  };
  return (
    <PersonForm
      model={model}
      person={person}
      action={say.save}
      problem={problem.value}
      onSave={async ({ manager: _manager, ...values }) => {
        const before = { ...values, email: person.email ?? null, name: person.name, title: person.title };
        const earlier = { ...before, department: person.department, role: person.role };
        if (!(await change({ ...values, email: values.email || null }))) return;
        showToast(say.saved(values.name), () => void change(earlier));
      }}
    />
  );
}
