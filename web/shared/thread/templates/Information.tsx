import { useState } from "preact/hooks";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { useThread } from "../ThreadContext";
import { Privacy } from "./Feedback";
import { Lines } from "./Lines";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText } from "./text";

export type InformationFields = { countries: string[]; business_privacy: { url: string } };

const asked = [
  ["name", "name", true],
  ["email", "email", false],
  ["phone", "tel", false],
  ["street_1", "address-line1", true],
  ["street_2", "address-line2", false],
  ["city", "address-level2", true],
  ["state", "address-level1", false],
  ["postal_code", "postal-code", true],
  ["country", "country-name", true],
] as const;

/** Where something is to be delivered: the browser fills in what it knows, the person sends it. */
export function Information({ message, fields }: TemplateProps<InformationFields>) {
  const text = useTemplateText();
  const { acts } = useThread();
  const [values, setValues] = useState<Record<string, string>>({
    country: fields.countries.length === 1 ? fields.countries[0]! : "",
  });
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const answer = message.answer;

  const send = async (event: Event) => {
    event.preventDefault();
    const given = Object.fromEntries(
      Object.entries(values)
        .map(([name, value]) => [name, value.trim()])
        .filter(([, value]) => value),
    ) as Record<string, string>;
    if (asked.some(([name, , needed]) => needed && !given[name])) return setMissing(true);
    setBusy(true);
    await acts.answer!(message, given);
    setBusy(false);
  };

  return (
    <article class={css.sheet} aria-label={text.information}>
      <div class={css.words}>
        <b>{text.information}</b>
      </div>
      {answer ? (
        <Lines of={asked.map(([name]) => [text.information_[name], answer[name] as string | undefined] as const)} />
      ) : !acts.answer ? (
        <p class={css.answer}>{text.noAnswer}</p>
      ) : (
        <form class={css.form} noValidate onSubmit={(event) => void send(event)}>
          {asked.map(([name, autoComplete, needed]) => (
            <Field
              key={name}
              label={text.information_[name]}
              type={name === "email" ? "email" : name === "phone" ? "tel" : "text"}
              autoComplete={autoComplete}
              maxLength={200}
              value={values[name] ?? ""}
              required={needed}
              error={missing && needed && !values[name]?.trim() && text.needed}
              onInput={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          ))}
          <div class={css.foot}>
            <Button type="submit" look="brand" size="sm" busy={busy && text.send}>
              {text.send}
            </Button>
            <Privacy url={fields.business_privacy.url} />
          </div>
        </form>
      )}
    </article>
  );
}
