import { useState } from "preact/hooks";
import { platform, type App } from "../api/platform";
import { Card } from "../forms/Card";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { useFormats } from "../../shared/text/formats";
import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { CircleAlert, Clock } from "../../shared/ui/icons";
import { toast } from "../../shared/ui/toast";
import { healthOf, useAppsChanged } from "./apps";
import { FieldChecklist } from "./FieldChecklist";
import { usualFields } from "./fields";
import { useDeveloperText } from "./text/useText";
import form from "../forms/Form.module.css";
import css from "./Developers.module.css";

/** Where the app is told, and of what. Saving asks the address first whether it wants to be told. */
export function WebhookForm({ app }: { app: App }) {
  const words = useDeveloperText().webhook;
  const page = usePage();
  const changed = useAppsChanged();
  const { webhook } = app;
  const [callback, setCallback] = useState(webhook?.callback_url ?? "");
  const [verifyToken, setVerifyToken] = useState("");
  const [fields, setFields] = useState<readonly string[]>(webhook?.fields ?? usualFields);
  const [checked, setChecked] = useState(false);
  const [removing, setRemoving] = useState(false);
  const save = useSubmit(async () => {
    await platform.setWebhook(page.id, app.app_id, {
      callback_url: callback.trim(),
      fields: [...fields],
      ...(verifyToken ? { verify_token: verifyToken } : {}),
    });
    setChecked(false);
    toast(words.saved);
    await changed();
  });
  return (
    <Card title={words.title} hint={words.hint}>
      {webhook && <WebhookState app={app} />}
      <form
        class={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (callback.trim() && fields.length > 0) void save.run();
        }}
      >
        <Field
          label={words.callback}
          hint={words.callbackHint}
          type="url"
          spellcheck={false}
          autocapitalize="off"
          maxLength={2000}
          placeholder="https://"
          value={callback}
          error={checked && !callback.trim() && words.callbackMissing}
          onInput={(event) => setCallback(event.currentTarget.value)}
        />
        <Field
          label={words.verifyToken}
          hint={words.verifyTokenHint}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          maxLength={1000}
          value={verifyToken}
          onInput={(event) => setVerifyToken(event.currentTarget.value)}
        />
        <FieldChecklist chosen={fields} onChange={setFields} missing={checked && fields.length === 0} />
        {save.problem !== undefined && (
          <div class={css.refused}>
            <ProblemNote problem={save.problem} />
            <p class={css.hint}>{words.refused}</p>
          </div>
        )}
        <div class={css.buttons}>
          <Button look="go" type="submit" busy={save.busy && words.saving}>
            {words.save}
          </Button>
          {webhook && (
            <Button look="bad" onClick={() => setRemoving(true)}>
              {words.remove}
            </Button>
          )}
        </div>
      </form>
      {removing && (
        <Confirm
          title={words.removeTitle}
          keep={words.keep}
          verb={words.remove}
          act={async () => {
            await platform.removeWebhook(page.id, app.app_id);
            toast(words.removed);
            await changed();
          }}
          onClose={() => setRemoving(false)}
        >
          {words.removeBody}
        </Confirm>
      )}
    </Card>
  );
}

/** How it goes, with pause and resume. */
function WebhookState({ app }: { app: App }) {
  const words = useDeveloperText().webhook;
  const page = usePage();
  const formats = useFormats();
  const changed = useAppsChanged();
  const health = healthOf(app);
  const turn = useSubmit(async () => {
    await (health === "paused" ? platform.resume : platform.pause)(page.id, app.app_id);
    toast(health === "paused" ? words.resumed : words.pausedNow);
    await changed();
  });
  const left = [app.waiting > 0 && words.waiting(app.waiting), app.given_up > 0 && words.givenUp(app.given_up)];
  return (
    <div class={css.state}>
      {health === "paused" && (
        <Banner look="care" icon={Clock}>
          {words.reasons[app.webhook?.pause_reason ?? "by_hand"]}
        </Banner>
      )}
      {health === "failing" && (
        <Banner look="bad" icon={CircleAlert}>
          {words.failingSince(formats.dateTime(app.webhook?.failing_since ?? ""))}
        </Banner>
      )}
      <div class={css.line}>
        <p class={css.hint}>
          {left.filter(Boolean).join(" ")} <a href={paths.developers(page.handle, "deliveries")}>{words.see}</a>
        </p>
        <Button
          size="sm"
          busy={turn.busy && (health === "paused" ? words.resume : words.pause)}
          onClick={() => void turn.run()}
        >
          {health === "paused" ? words.resume : words.pause}
        </Button>
      </div>
      <ProblemNote problem={turn.problem} />
    </div>
  );
}
