import { useId, useRef, useState } from "preact/hooks";
import type { Card } from "../../api/conversation";
import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { ChevronLeft, ChevronRight } from "../../ui/icons";
import { safeHref } from "../linkify";
import type { Message } from "../Message";
import { Act } from "../Template";
import { useThreadText } from "../text";
import css from "./Cards.module.css";

/** Side by side: a strip that scrolls, with buttons that do the same. */
export function Cards({ message }: { message: Message }) {
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
