import { useId } from "preact/hooks";
import { useText } from "../text/useText";
import css from "./WayIn.module.css";

type Way = "password" | "passkey";

/** A choice of two: a password, or a passkey of this device. */
export function WayIn({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const t = useText();
  const id = useId();
  const choices: { way: Way; label: string; hint: string }[] = [
    { way: "password", label: t.session.byPassword, hint: t.session.byPasswordHint },
    { way: "passkey", label: t.session.byPasskey, hint: t.session.usePasskeyHint },
  ];
  return (
    <fieldset class={css.ways}>
      <legend>{t.session.howToSignIn}</legend>
      {choices.map((choice) => (
        <div key={choice.way} class={css.way}>
          <input
            id={`${id}-${choice.way}`}
            type="radio"
            name={id}
            checked={way === choice.way}
            aria-describedby={`${id}-${choice.way}-hint`}
            onChange={() => onChange(choice.way)}
          />
          <label for={`${id}-${choice.way}`}>{choice.label}</label>
          <p id={`${id}-${choice.way}-hint`}>{choice.hint}</p>
        </div>
      ))}
    </fieldset>
  );
}
