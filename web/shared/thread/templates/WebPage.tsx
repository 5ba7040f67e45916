import { Icon } from "../../ui/Icon";
import { Globe } from "../../ui/icons";
import { safeHref } from "../linkify";
import { Act } from "../Template";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText } from "./text";

/** A page on the web: where it leads stands there before one goes. */
export function WebPage({ message, fields }: TemplateProps<{ url: string }>) {
  const text = useTemplateText();
  const href = safeHref(fields.url);
  const host = href ? new URL(href).host : fields.url;
  return (
    <div class={css.sheet}>
      <a class={css.web} href={href ?? "#"} target="_blank" rel="noopener noreferrer" title={text.opensPage(host)}>
        <Icon of={Globe} />
        <span>
          <b>{host}</b>
          <small>{fields.url}</small>
        </span>
      </a>
      {message.template?.buttons?.map((button, index) => (
        <Act key={index} button={button} message={message} card={{ title: host, url: fields.url }} />
      ))}
    </div>
  );
}
