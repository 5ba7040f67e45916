import { useState } from "preact/hooks";
import { entrances, type Entrance } from "../api/entrances";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { Button } from "../../shared/ui/Button";
import { Dialog } from "../../shared/ui/Dialog";
import { Field, Select } from "../../shared/ui/Field";
import { useText } from "../text/useText";
import form from "../forms/Form.module.css";

type Props = {
  /** The one to rename; none makes a new one. */
  code: Entrance | undefined;
  onClose: () => void;
  onDone: (made: Entrance | undefined) => Promise<void>;
};

export function CodeDialog({ code, onClose, onDone }: Props) {
  const t = useText();
  const page = usePage();
  const [name, setName] = useState(code?.name ?? "");
  const [ref, setRef] = useState("");
  const [kind, setKind] = useState("code");
  const [checked, setChecked] = useState(false);

  const save = useSubmit(async () => {
    let made: Entrance | undefined;
    if (code) await entrances.rename(page.id, code.id, name.trim());
    else
      made = await entrances.create(page.id, { name: name.trim(), kind, ...(ref.trim() ? { ref: ref.trim() } : {}) });
    await onDone(made);
    onClose();
  });
  const verb = code ? t.common.save : t.codes.create;

  return (
    <Dialog
      title={code ? t.codes.rename : t.codes.newCode}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="go" type="submit" form="code" busy={save.busy && (code ? t.common.saving : t.codes.creating)}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id="code"
        class={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (name.trim()) void save.run();
        }}
      >
        <Field
          label={t.codes.name}
          hint={t.codes.nameHint}
          maxLength={80}
          value={name}
          error={checked && !name.trim() && t.codes.nameMissing}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        {!code && (
          <>
            <Select label={t.codes.kind} value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              {["code", "link"].map((one) => (
                <option key={one} value={one}>
                  {t.codes.kinds[one]}
                </option>
              ))}
            </Select>
            <Field
              label={`${t.codes.ref} (${t.common.optional})`}
              hint={t.codes.refHint}
              maxLength={200}
              spellcheck={false}
              autocapitalize="off"
              value={ref}
              onInput={(event) => setRef(event.currentTarget.value)}
            />
          </>
        )}
        <ProblemNote problem={save.problem} />
      </form>
    </Dialog>
  );
}
