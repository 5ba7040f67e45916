import { useId, useRef, useState } from "preact/hooks";
import type { Card, TemplateButton } from "../api/conversation";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { ChevronLeft, ChevronRight, ExternalLink, Phone } from "../ui/icons";
import { safeHref } from "./linkify";
import type { Message } from "./Message";
import css from "./Template.module.css";
import { useThread } from "./ThreadContext";
import { useThreadText } from "./text";

/** Buttons under a text, or cards side by side. */
export function Template({ message }: { message: Message }) {
  const { kind, buttons = [], cards = [] } = message.template!;
  if (kind === "cards") return <Cards cards={cards} message={message} />;
  return (
    <div class={css.buttons}>
      {buttons.map((button, index) => (
        <Act key={index} button={button} message={message} />
      ))}
    </div>
  );
}

function Act({ button, message }: { button: TemplateButton; message: Message }) {
  const { acts } = useThread();
  const href = button.type === "phone" ? safeHref(`tel:${button.phone ?? ""}`) : safeHref(button.url);
  if (button.type !== "postback") {
    const away = button.type === "url" ? { target: "_blank", rel: "noopener noreferrer" } : {};
    return (
      <a class={css.act} href={href ?? "#"} {...away}>
        {button.title}
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

function Cards({ cards, message }: { cards: Card[]; message: Message }) {
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
            {card.image_url && <img src={card.image_url} alt="" width={280} height={150} loading="lazy" />}
            <div class={css.words}>
              <b>{card.title}</b>
              {card.subtitle && <p>{card.subtitle}</p>}
            </div>
            {card.buttons?.map((button, at) => (
              <Act key={at} button={button} message={message} />
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
