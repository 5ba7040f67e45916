import { useState } from "preact/hooks";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { Button } from "../../shared/ui/Button";
import { Dialog } from "../../shared/ui/Dialog";
import { Field } from "../../shared/ui/Field";
import { useText } from "../text/useText";
import { useDeveloperText } from "./text/useText";
import form from "../forms/Form.module.css";

type Props = {
  title: string;
  verb: string;
  busy: string;
  name?: string;
  save: (name: string) => Promise<void>;
  onClose: () => void;
};

/** Asks for an app's name, for a new one or for one that gets another. */
export function NameDialog({ title, verb, busy, name: before = "", save, onClose }: Props) {
  const t = useText();
  const words = useDeveloperText().app;
  const [name, setName] = useState(before);
  const [checked, setChecked] = useState(false);
  const submit = useSubmit(() => save(name.trim()));
  return (
    <Dialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="go" type="submit" form="app-name" busy={submit.busy && busy}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id="app-name"
        class={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (name.trim()) void submit.run();
        }}
      >
        <Field
          label={words.name}
          hint={words.nameHint}
          maxLength={80}
          value={name}
          error={checked && !name.trim() && words.nameMissing}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <ProblemNote problem={submit.problem} />
      </form>
    </Dialog>
  );
}
