import { useState } from "preact/hooks";
import { accounts } from "../api/accounts";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { useLanguage } from "../../shared/text/language";
import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { KeyRound } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import { emailFault } from "./emailFault";
import { addPasskey, passkeysWork } from "./passkeys";
import { PasswordField } from "./PasswordField";
import { WayIn } from "./WayIn";

export const shortestPassword = 8;

export interface NewMemberAnswers {
  name: string;
  email: string;
  locale: string;
  password?: string;
}

type Props = {
  email?: string | undefined;
  verb: string;
  busyVerb: string;
  join: (answers: NewMemberAnswers) => Promise<void>;
  onJoined: () => Promise<void>;
};

/** Name, e-mail and how to sign in: for the first owner and for everybody who is invited. */
export function NewMember({ email: knownEmail = "", verb, busyVerb, join, onJoined }: Props) {
  const t = useText();
  const language = useLanguage();
  const [name, setName] = useState("");
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState("");
  const [way, setWay] = useState<"password" | "passkey">("password");
  const [checked, setChecked] = useState(false);
  const [passkeyFailed, setPasskeyFailed] = useState(false);

  const passwordWanted = way === "password" || passkeyFailed;
  const emailWrong = emailFault(email);
  const ready = name.trim() !== "" && !emailWrong && (!passwordWanted || password.length >= shortestPassword);

  const submit = useSubmit(async () => {
    // The account already exists when only its passkey could not be made.
    if (passkeyFailed) {
      await accounts.changePassword({ password });
      await onJoined();
      return;
    }
    await join({ name: name.trim(), email: email.trim(), locale: language, ...(passwordWanted ? { password } : {}) });
    if (way === "passkey") {
      try {
        await addPasskey(t.session.passkeyName);
      } catch {
        setPasskeyFailed(true);
        return;
      }
    }
    await onJoined();
  });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (ready) void submit.run();
      }}
    >
      {!passkeyFailed && (
        <>
          <Field
            label={t.session.yourName}
            hint={t.session.yourNameHint}
            name="name"
            autocomplete="name"
            maxLength={80}
            value={name}
            error={checked && !name.trim() ? t.session.nameMissing : undefined}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <Field
            label={t.session.email}
            name="email"
            type="email"
            autocomplete="username"
            value={email}
            error={checked && emailWrong && (emailWrong === "missing" ? t.session.emailMissing : t.session.emailWrong)}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
          {passkeysWork() && <WayIn way={way} onChange={setWay} />}
        </>
      )}
      {passkeyFailed && (
        <Banner look="care" icon={KeyRound}>
          {t.session.passkeyLater}
        </Banner>
      )}
      {passwordWanted && (
        <PasswordField
          label={t.session.newPassword}
          hint={t.session.passwordShort}
          value={password}
          onChange={setPassword}
          autocomplete="new-password"
          error={checked && password.length < shortestPassword ? t.session.passwordShort : undefined}
        />
      )}
      <ProblemNote problem={submit.problem} />
      <Button look="go" type="submit" busy={submit.busy && busyVerb}>
        {verb}
      </Button>
    </form>
  );
}
