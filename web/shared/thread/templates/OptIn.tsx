import { Button } from "../../ui/Button";
import { Bell } from "../../ui/icons";
import { useThread } from "../ThreadContext";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText } from "./text";

export type OptInFields = { title?: string; image_url?: string; notification_messages_cta_text?: string };

/** Asks whether the business may write: once about one thing, or from time to time until the person stops it. */
export function OptIn({ message, fields }: TemplateProps<OptInFields>) {
  const text = useTemplateText();
  const { acts } = useThread();
  const often = message.template!.kind === "notification_messages";
  const granted = message.answer?.granted;
  const say = (yes: boolean) => void acts.answer?.(message, { granted: yes });
  return (
    <article class={css.sheet}>
      {fields.image_url && <img class={css.picture} src={fields.image_url} alt="" loading="lazy" />}
      <div class={css.words}>
        <b>{fields.title ?? text.optIn.GET_UPDATES}</b>
      </div>
      {granted !== undefined && (
        <p class={css.answer}>{granted ? (often ? text.willWrite : text.willTell) : text.stopped}</p>
      )}
      {!acts.answer && granted === undefined && <p class={css.answer}>{text.noAnswer}</p>}
      {acts.answer && (!granted || often) && (
        <footer class={css.foot}>
          {granted ? (
            <Button size="sm" look="plain" onClick={() => say(false)}>
              {text.stop}
            </Button>
          ) : (
            <Button size="sm" look="brand" icon={Bell} onClick={() => say(true)}>
              {often ? (text.optIn[fields.notification_messages_cta_text ?? ""] ?? text.optIn.ALLOW) : text.tellMeOnce}
            </Button>
          )}
        </footer>
      )}
    </article>
  );
}
