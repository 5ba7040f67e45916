import { useQueryClient } from "@tanstack/react-query";
import { accounts } from "../api/accounts";
import { Card } from "../forms/Card";
import { SaveBar } from "../forms/SaveBar";
import { useDraft } from "../forms/useDraft";
import { useSubmit } from "../forms/useSubmit";
import { useMember } from "../frame/page";
import { meKey, signOut } from "../session/session";
import { languageNames, languages } from "../../shared/text/language";
import { Button } from "../../shared/ui/Button";
import { Switch } from "../../shared/ui/Check";
import { Field, Select } from "../../shared/ui/Field";
import { LogOut } from "../../shared/ui/icons";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { PasskeySettings } from "./PasskeySettings";
import { PasswordSettings } from "./PasswordSettings";
import { type Preferences, prefer, usePreferences } from "./preferences";
import { PushSwitch } from "./PushSwitch";
import { TotpSettings } from "./TotpSettings";
import css from "./Settings.module.css";

export function You() {
  const t = useText();
  const words = t.settings.you;
  const { member } = useMember();
  const client = useQueryClient();
  const wishes = usePreferences();
  const edit = useDraft({ name: member.name, locale: member.locale });

  const save = useSubmit(async () => {
    await accounts.changeMe({ name: edit.draft.name.trim(), locale: edit.draft.locale });
    prefer({ language: edit.draft.locale });
    await client.invalidateQueries({ queryKey: meKey });
    edit.discard();
    toast(t.common.saved);
  });

  return (
    <>
      <Card title={words.title} hint={member.email}>
        <div class={css.pair}>
          <Field
            label={words.name}
            hint={t.session.yourNameHint}
            maxLength={80}
            autocomplete="name"
            value={edit.draft.name}
            error={!edit.draft.name.trim() && t.session.nameMissing}
            onInput={(event) => edit.change({ name: event.currentTarget.value })}
          />
          <Select
            label={words.language}
            value={edit.draft.locale}
            onChange={(event) => edit.change({ locale: event.currentTarget.value })}
          >
            {languages.map((language) => (
              <option key={language} value={language}>
                {languageNames[language]}
              </option>
            ))}
          </Select>
        </div>
      </Card>

      <Card title={words.bells}>
        <div>
          <Switch label={words.sound} checked={wishes.sound} onChange={(sound) => prefer({ sound })} />
          <PushSwitch />
          <Switch label={words.keys} checked={wishes.keys} onChange={(keys) => prefer({ keys })} />
        </div>
        <Select
          label={words.theme}
          value={wishes.theme}
          onChange={(event) => prefer({ theme: event.currentTarget.value as Preferences["theme"] })}
        >
          {(["auto", "light", "dark"] as const).map((theme) => (
            <option key={theme} value={theme}>
              {words.themes[theme]}
            </option>
          ))}
        </Select>
      </Card>

      <PasskeySettings />
      <PasswordSettings />
      <TotpSettings />

      <div>
        <Button icon={LogOut} onClick={() => void signOut()}>
          {words.signOut}
        </Button>
      </div>

      <SaveBar
        dirty={edit.dirty}
        busy={save.busy}
        problem={save.problem}
        off={!edit.draft.name.trim() && t.session.nameMissing}
        onSave={() => void save.run()}
        onDiscard={edit.discard}
      />
    </>
  );
}
