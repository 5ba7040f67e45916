import { useState } from "preact/hooks";
import { platform, type App } from "../api/platform";
import { Card } from "../forms/Card";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { Button } from "../../shared/ui/Button";
import { Select } from "../../shared/ui/Field";
import { SendHorizontal } from "../../shared/ui/icons";
import { testFields } from "./fields";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

export function TestEvent({ app }: { app: App }) {
  const words = useDeveloperText().test;
  const page = usePage();
  const [field, setField] = useState(testFields[0] ?? "");
  const [sent, setSent] = useState<string>();
  const send = useSubmit(async () => {
    setSent(undefined);
    setSent((await platform.sendTest(page.id, app.app_id, field)).delivery_id);
  });
  return (
    <Card title={words.title} hint={words.hint}>
      <div class={css.inline}>
        <Select label={words.field} value={field} onChange={(event) => setField(event.currentTarget.value)}>
          {testFields.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
        <Button
          icon={SendHorizontal}
          off={!app.webhook && words.noWebhook}
          busy={send.busy && words.sending}
          onClick={() => void send.run()}
        >
          {words.send}
        </Button>
      </div>
      {!app.webhook && <p class={css.hint}>{words.noWebhook}</p>}
      {sent && (
        <p class={css.hint} role="status">
          {words.sent} <a href={paths.developers(page.handle, "deliveries", sent)}>{words.see}</a>
        </p>
      )}
      <ProblemNote problem={send.problem} />
    </Card>
  );
}
