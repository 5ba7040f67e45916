import { useState } from "preact/hooks";
import { accounts } from "../api/accounts";
import { Problem } from "../../shared/api/request";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { KeyRound } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import { Door } from "./Door";
import { emailFault } from "./emailFault";
import { PasskeyStopped, passkeysWork, signInWithPasskey } from "./passkeys";
import { PasswordField } from "./PasswordField";
import css from "./Door.module.css";

/** `again` when somebody was signed out in the middle of their work. */
export function SignIn({ again = false, onSignedIn }: { again?: boolean; onSignedIn: () => Promise<void> }) {
  const t = useText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [codeNeeded, setCodeNeeded] = useState(false);
  const [checked, setChecked] = useState(false);

  const enter = useSubmit(async () => {
    try {
      await accounts.signIn({
        email: email.trim(),
        password,
        ...(codeNeeded ? { code: code.replaceAll(" ", "") } : {}),
      });
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "sign_in.code_needed" && !codeNeeded) {
        setCodeNeeded(true);
        return;
      }
      throw problem;
    }
    await onSignedIn();
  });
  const passkey = useSubmit(async () => {
    await signInWithPasskey(email.trim() || undefined);
    await onSignedIn();
  });

  const fault = checked ? emailFault(email) : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    passkey.clear();
    if (!emailFault(email) && password) void enter.run();
  };

  if (codeNeeded) {
    return (
      <Door title={t.session.codeTitle} hint={t.session.codeHint}>
        <form onSubmit={submit} noValidate>
          <Field
            label={t.session.code}
            name="code"
            inputMode="numeric"
            autocomplete="one-time-code"
            // The code is the only thing on this screen.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <ProblemNote problem={enter.problem} />
          <Button look="go" type="submit" busy={enter.busy && t.session.signingIn}>
            {t.session.signIn}
          </Button>
          <Button
            look="plain"
            onClick={() => {
              setCodeNeeded(false);
              setCode("");
              enter.clear();
            }}
          >
            {t.session.otherAccount}
          </Button>
        </form>
      </Door>
    );
  }

  return (
    <Door title={again ? t.session.again : t.session.welcome} hint={again ? t.session.againHint : undefined}>
      <form onSubmit={submit} noValidate>
        <Field
          label={t.session.email}
          name="email"
          type="email"
          autocomplete="username webauthn"
          value={email}
          error={fault && (fault === "missing" ? t.session.emailMissing : t.session.emailWrong)}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          label={t.session.password}
          value={password}
          onChange={setPassword}
          autocomplete="current-password"
          error={checked && !password ? t.session.passwordMissing : undefined}
        />
        <ProblemNote problem={enter.problem} />
        <Button look="go" type="submit" busy={enter.busy && t.session.signingIn}>
          {t.session.signIn}
        </Button>
        <p class={css.or}>{t.session.or}</p>
        <Button
          icon={KeyRound}
          off={!passkeysWork() && t.session.noPasskeys}
          busy={passkey.busy && t.session.signingIn}
          onClick={() => {
            enter.clear();
            void passkey.run();
          }}
        >
          {t.session.withPasskey}
        </Button>
        {passkey.problem instanceof PasskeyStopped ? (
          <Banner look="info" icon={KeyRound}>
            {t.session.passkeyStopped}
          </Banner>
        ) : (
          <ProblemNote problem={passkey.problem} />
        )}
      </form>
    </Door>
  );
}
