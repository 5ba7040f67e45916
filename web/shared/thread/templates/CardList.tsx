import type { Message } from "../Message";
import { safeHref } from "../linkify";
import { Act } from "../Template";
import css from "./Sheet.module.css";

/** Cards one below the other, each with its small picture at the side. */
export function CardList({ message }: { message: Message }) {
  const { cards = [], buttons = [] } = message.template!;
  return (
    <div class={css.sheet}>
      <ul class={css.list}>
        {cards.map((card, index) => {
          const href = safeHref(card.url);
          return (
            <li key={index}>
              <div class={css.item}>
                <span>
                  <b>
                    {href ? (
                      <a href={href} target="_blank" rel="noopener noreferrer">
                        {card.title}
                      </a>
                    ) : (
                      card.title
                    )}
                  </b>
                  {card.subtitle && <small>{card.subtitle}</small>}
                </span>
                {card.image_url && <img src={card.image_url} alt="" width={56} height={56} loading="lazy" />}
              </div>
              {card.buttons?.map((button, at) => (
                <Act key={at} button={button} message={message} card={card} />
              ))}
            </li>
          );
        })}
      </ul>
      {buttons.map((button, index) => (
        <Act key={index} button={button} message={message} />
      ))}
    </div>
  );
}
