import { useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { accounts } from "../api/accounts";
import { Card } from "../forms/Card";
import { CopyButton } from "../forms/CopyLink";
import { ProblemNote } from "../forms/ProblemNote";
import { SvgPicture } from "../forms/SvgPicture";
import { useSubmit } from "../forms/useSubmit";
import { useMember } from "../frame/page";
import { PasswordField } from "../session/PasswordField";
import { meKey } from "../session/session";
import { Button } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { Check } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import form from "../forms/Form.module.css";
import css from "./Settings.module.css";

type Step =
  | { name: "rest" }
  | { name: "scan"; secret: string; qr_svg: string }
  | { name: "codes"; codes: string[] }
  | { name: "off" };

/** The second step of signing in, by an authenticator app. */
export function TotpSettings() {
  const t = useText();
  const words = t.settings.you;
  const { member } = useMember();
  const client = useQueryClient();
  const [step, setStep] = useState<Step>({ name: "rest" });
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");

  const start = useSubmit(async () => {
    const { secret, qr_svg } = await accounts.startTotp();
    setCode("");
    setStep({ name: "scan", secret, qr_svg });
  });
  const confirm = useSubmit(async () => {
    const { recovery_codes: codes } = await accounts.confirmTotp(code.replaceAll(" ", ""));
    setStep({ name: "codes", codes });
    await client.invalidateQueries({ queryKey: meKey });
  });
  const remove = useSubmit(async () => {
    await accounts.removeTotp(password);
    setPassword("");
    setStep({ name: "rest" });
    toast(words.totpIsOff);
    await client.invalidateQueries({ queryKey: meKey });
  });

  return (
    <Card
      title={words.totp}
      hint={words.totpHint}
      action={
        step.name === "rest" &&
        (member.has_totp ? (
          <div class={css.actions}>
            <Tag look="good" icon={Check}>
              {words.totpOn}
            </Tag>
            <Button size="sm" onClick={() => setStep({ name: "off" })}>
              {words.totpOff}
            </Button>
          </div>
        ) : (
          <Button size="sm" busy={start.busy && words.totpStart} onClick={() => void start.run()}>
            {words.totpStart}
          </Button>
        ))
      }
    >
      {start.problem !== undefined && <ProblemNote problem={start.problem} />}
      {step.name === "scan" && (
        <form
          class={form.form}
          onSubmit={(event) => {
            event.preventDefault();
            void confirm.run();
          }}
        >
          <p>{words.totpScan}</p>
          <SvgPicture svg={step.qr_svg} alt={words.totpQr} class={css.qr} />
          <p class={css.hint}>
            {words.totpSecret} <code>{step.secret}</code>
          </p>
          <Field
            label={t.session.code}
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={8}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <ProblemNote problem={confirm.problem} />
          <div class={form.buttons}>
            <Button onClick={() => setStep({ name: "rest" })}>{t.common.cancel}</Button>
            <Button look="go" type="submit" busy={confirm.busy && words.totpConfirm}>
              {words.totpConfirm}
            </Button>
          </div>
        </form>
      )}
      {step.name === "codes" && (
        <>
          <p>{words.totpCodes}</p>
          <ul class={css.codes}>
            {step.codes.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <div class={form.buttons}>
            <CopyButton text={step.codes.join("\n")} />
            <Button look="go" onClick={() => setStep({ name: "rest" })}>
              {words.totpKept}
            </Button>
          </div>
        </>
      )}
      {step.name === "off" && (
        <form
          class={form.form}
          onSubmit={(event) => {
            event.preventDefault();
            void remove.run();
          }}
        >
          <p>{words.totpOffHint}</p>
          <PasswordField
            label={t.session.password}
            value={password}
            onChange={setPassword}
            autocomplete="current-password"
          />
          <ProblemNote problem={remove.problem} />
          <div class={form.buttons}>
            <Button onClick={() => setStep({ name: "rest" })}>{t.common.cancel}</Button>
            <Button look="bad" type="submit" busy={remove.busy && words.totpOff}>
              {words.totpOff}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
