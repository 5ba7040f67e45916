import { useState } from "preact/hooks";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field } from "../ui/Field";
import type { Contact } from "./QuickReplies";
import css from "./QuickReplies.module.css";
import { useTemplateText } from "./templates/text";
import { useThreadText } from "./text";

type Props = {
  asked: Contact;
  onChoose: (reply: { title: string; payload: string }) => void;
  onClose: () => void;
};

const keyOf = (asked: Contact) => `charla.${asked}`;

/** A phone number or an address to give: what was given last time stands there already, and nothing goes unseen. */
export function ContactDialog({ asked, onChoose, onClose }: Props) {
  const text = useThreadText();
  const words = useTemplateText();
  const email = asked === "user_email";
  const [value, setValue] = useState(() => remembered(asked));
  const [wrong, setWrong] = useState(false);

  const send = (event: Event) => {
    event.preventDefault();
    const given = value.trim();
    if (!(email ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/ : /^\+?[\d\s().-]{5,24}$/).test(given)) return setWrong(true);
    remember(asked, given);
    onClose();
    onChoose({ title: given, payload: given });
  };

  return (
    <Dialog title={text.contacts[asked]} onClose={onClose} closeLabel={text.close}>
      <form class={css.form} onSubmit={send} noValidate>
        <Field
          label={words.contact[asked]}
          type={email ? "email" : "tel"}
          name={email ? "email" : "tel"}
          autoComplete={email ? "email" : "tel"}
          value={value}
          error={wrong && words.contactWrong[asked]}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" look="brand">
          {text.send}
        </Button>
      </form>
    </Dialog>
  );
}

function remembered(asked: Contact): string {
  try {
    return localStorage.getItem(keyOf(asked)) ?? "";
  } catch {
    return "";
  }
}

function remember(asked: Contact, value: string): void {
  try {
    localStorage.setItem(keyOf(asked), value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
