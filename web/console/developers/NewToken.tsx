import { useState } from "preact/hooks";
import { platform, type App } from "../api/platform";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { Button } from "../../shared/ui/Button";
import { Checkbox } from "../../shared/ui/Check";
import { Dialog } from "../../shared/ui/Dialog";
import { Field } from "../../shared/ui/Field";
import { useText } from "../text/useText";
import { allScopes } from "./scopes";
import { ShownOnce } from "./ShownOnce";
import { useDeveloperText } from "./text/useText";
import form from "../forms/Form.module.css";
import css from "./Developers.module.css";

/** Makes a token and shows it, once. */
export function NewToken({ app, onClose }: { app: App; onClose: () => void }) {
  const t = useText();
  const words = useDeveloperText().tokens;
  const page = usePage();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>(allScopes);
  const [checked, setChecked] = useState(false);
  const [token, setToken] = useState<string>();
  const make = useSubmit(async () => {
    const made = await platform.makeToken(page.id, app.app_id, { name: name.trim(), scopes: [...scopes] });
    setToken(made.page_access_token);
  });
  if (token) {
    return <ShownOnce title={name.trim()} secrets={[{ label: words.newToken, value: token }]} onClose={onClose} />;
  }
  return (
    <Dialog
      title={words.make}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button look="go" type="submit" form="token" busy={make.busy && words.making}>
            {words.make}
          </Button>
        </>
      }
    >
      <form
        id="token"
        class={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (name.trim() && scopes.length > 0) void make.run();
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
        <fieldset class={css.group}>
          <legend>{words.scopes}</legend>
          {allScopes.map((scope) => (
            <Checkbox
              key={scope}
              label={words.scopeNames[scope]}
              hint={scope}
              checked={scopes.includes(scope)}
              onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
            />
          ))}
          {checked && scopes.length === 0 && (
            <p class={css.fault} role="alert">
              {words.scopesMissing}
            </p>
          )}
        </fieldset>
        <ProblemNote problem={make.problem} />
      </form>
    </Dialog>
  );
}
