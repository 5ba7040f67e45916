import type { Card, TemplateButton } from "../api/conversation";
import { Icon } from "../ui/Icon";
import { ExternalLink, Phone, Share2 } from "../ui/icons";
import { lazy } from "../ui/lazy";
import { safeHref } from "./linkify";
import type { Message } from "./Message";
import { toast } from "../ui/toast";
import css from "./Template.module.css";
import { useThread } from "./ThreadContext";
import { useThreadText } from "./text";

const RichTemplate = lazy(() => import("./templates/RichTemplate").then((rich) => rich.RichTemplate));

/** Buttons under a text or a picture, and with their own code what is rarer. */
export function Template({ message }: { message: Message }) {
  const { kind, buttons = [] } = message.template!;
  if (kind === "buttons" || kind === "media") return <Acts buttons={buttons} message={message} />;
  return <RichTemplate message={message} />;
}

/** Buttons one below the other, at the foot of what they belong to. */
export function Acts({ buttons, message }: { buttons: readonly TemplateButton[]; message: Message }) {
  return (
    <div class={css.buttons}>
      {buttons.map((button, index) => (
        <Act key={index} button={button} message={message} />
      ))}
    </div>
  );
}

/** One button of a template. `card` is what it belongs to, for passing that on. */
export function Act({ button, message, card }: { button: TemplateButton; message: Message; card?: Card }) {
  const { acts } = useThread();
  const text = useThreadText();
  if (button.type === "share") return <Share message={message} card={card} />;
  if (["postback", "account_unlink"].includes(button.type) || (button.type === "account_link" && acts.open)) {
    const press = button.type === "postback" ? acts.tap : acts.open;
    return (
      <button type="button" class={css.act} disabled={!press} onClick={() => press?.(button, message)}>
        {button.title ?? (button.type === "account_link" ? text.logIn : text.logOut)}
      </button>
    );
  }
  const href = button.type === "phone" ? safeHref(`tel:${button.phone ?? ""}`) : safeHref(button.url);
  const away = button.type === "phone" ? {} : { target: "_blank", rel: "noopener noreferrer" };
  const onClick = (event: Event) => acts.open?.(button, message) && event.preventDefault();
  return (
    <a class={css.act} href={href ?? "#"} {...away} onClick={onClick}>
      {button.title ?? text.logIn}
      <Icon of={button.type === "phone" ? Phone : ExternalLink} size="s" />
    </a>
  );
}

/** Hands the card to whatever the device shares with, or to the clipboard. */
function Share({ message, card }: { message: Message; card: Card | undefined }) {
  const text = useThreadText();
  const title = card?.title ?? message.template?.text ?? "";
  const url = safeHref(card?.url);
  const pass = () => {
    if (typeof navigator.share === "function")
      return navigator.share({ title, ...(url ? { url } : {}) }).catch(() => undefined);
    return navigator.clipboard.writeText([title, url].filter(Boolean).join("\n")).then(() => toast(text.copied));
  };
  return (
    <button type="button" class={css.act} onClick={() => void pass()}>
      {text.share}
      <Icon of={Share2} size="s" />
    </button>
  );
}
