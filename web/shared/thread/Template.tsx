import { useId, useRef, useState } from "preact/hooks";
import type { Card, TemplateButton } from "../api/conversation";
import { IconButton } from "../ui/Button";
import { classes } from "../ui/classes";
import { Icon } from "../ui/Icon";
import { ChevronLeft, ChevronRight, ExternalLink, Phone, Share2 } from "../ui/icons";
import { lazy } from "../ui/lazy";
import { safeHref } from "./linkify";
import type { Message } from "./Message";
import { toast } from "../ui/toast";
import css from "./Template.module.css";
import { useThread } from "./ThreadContext";
import { useThreadText } from "./text";

const RichTemplate = lazy(() => import("./templates/RichTemplate").then((rich) => rich.RichTemplate));

/** Buttons under a text or a picture, cards side by side, and with their own code what is rarer. */
export function Template({ message }: { message: Message }) {
  const { kind, buttons = [] } = message.template!;
  if (kind === "cards") return <Cards message={message} />;
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
  if (button.type === "account_unlink") {
    return (
      <button type="button" class={css.act} disabled>
        {text.logOut}
      </button>
    );
  }
  const href = button.type === "phone" ? safeHref(`tel:${button.phone ?? ""}`) : safeHref(button.url);
  if (button.type !== "postback") {
    const away = button.type === "phone" ? {} : { target: "_blank", rel: "noopener noreferrer" };
    return (
      <a class={css.act} href={href ?? "#"} {...away}>
        {button.title ?? text.logIn}
        <Icon of={button.type === "phone" ? Phone : ExternalLink} size="s" />
      </a>
    );
  }
  return (
    <button type="button" class={css.act} disabled={!acts.tap} onClick={() => acts.tap?.(button, message)}>
      {button.title}
    </button>
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

function Cards({ message }: { message: Message }) {
  const { cards = [], square } = message.template!;
  const text = useThreadText();
  const strip = useRef<HTMLDivElement>(null);
  const id = useId();
  const [shown, setShown] = useState(0);

  const turn = (to: number) => {
    const card = strip.current?.children[to] as HTMLElement | undefined;
    strip.current?.scrollTo({ left: (card?.offsetLeft ?? 0) - strip.current.offsetLeft, behavior: "smooth" });
  };
  const onScroll = () => {
    const scrolled = strip.current;
    if (!scrolled) return;
    const step = (scrolled.scrollWidth - scrolled.clientWidth) / Math.max(1, cards.length - 1);
    setShown(step > 0 ? Math.round(scrolled.scrollLeft / step) : 0);
  };

  return (
    <div class={css.carousel}>
      {/* A strip that scrolls sideways must be reachable by keyboard. */}
      <div
        ref={strip}
        id={id}
        class={css.strip}
        role="group"
        aria-label={text.cards(cards.length)}
        tabIndex={0}
        onScroll={onScroll}
      >
        {cards.map((card, index) => (
          <article key={index} class={css.card}>
            <CardFace card={card} square={square === true} />
            {card.buttons?.map((button, at) => (
              <Act key={at} button={button} message={message} card={card} />
            ))}
          </article>
        ))}
      </div>
      {cards.length > 1 && (
        <div class={css.turn}>
          <IconButton
            icon={ChevronLeft}
            label={text.previousCard}
            aria-controls={id}
            disabled={shown === 0}
            onClick={() => turn(shown - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={text.nextCard}
            aria-controls={id}
            disabled={shown >= cards.length - 1}
            onClick={() => turn(shown + 1)}
          />
          <span>{text.cardOf(shown + 1, cards.length)}</span>
        </div>
      )}
    </div>
  );
}

/** Picture, title and line of a card; all of it opens the card's page when it has one. */
function CardFace({ card, square }: { card: Card; square: boolean }) {
  const href = safeHref(card.url);
  const face = (
    <>
      {card.image_url && (
        <img
          src={card.image_url}
          class={classes(square && css.square)}
          alt=""
          width={280}
          height={square ? 280 : 150}
          loading="lazy"
        />
      )}
      <span class={css.words}>
        <b>{card.title}</b>
        {card.subtitle && <span>{card.subtitle}</span>}
      </span>
    </>
  );
  if (!href) return <div class={css.face}>{face}</div>;
  return (
    <a class={css.face} href={href} target="_blank" rel="noopener noreferrer">
      {face}
    </a>
  );
}
