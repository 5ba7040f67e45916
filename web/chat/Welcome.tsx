import type { ChatPage, Entry, Starter } from "../shared/api/chat";
import { Words } from "../shared/thread/Words";
import { ShopBadge } from "../shared/ui/ShopBadge";
import { Avatar } from "../shared/ui/Avatar";
import { useThreadText } from "../shared/thread/text";
import { useChatText } from "./text";
import css from "./Welcome.module.css";

type Props = {
  page: ChatPage;
  entry: Entry;
  /** The conversation began in this visit, so the greeting belongs to it. */
  greets: boolean;
  fresh: boolean;
  onStart: (starter: Starter) => void;
};

/** Before the first message: the page's greeting and ways to begin, shown here and stored nowhere. */
export function Welcome({ page, entry, greets, fresh, onStart }: Props) {
  const text = useChatText();
  const threadText = useThreadText();
  return (
    <div class={css.welcome}>
      <div class={css.shop}>
        <ShopBadge name={page.name} pictureUrl={page.picture_url} size="l" />
        <p class={css.sign}>{page.name}</p>
        {page.about && <p class={css.about}>{page.about}</p>}
        <p class={css.about}>{text.hello}</p>
      </div>
      {greets && entry.greeting && (
        <>
          <p class={css.who}>
            <b>{page.helper_name}</b> · {threadText.automatic}
          </p>
          <div class={css.line}>
            <Avatar kind="helper" size="s" />
            <p class={css.bubble}>
              <Words text={entry.greeting} />
            </p>
          </div>
        </>
      )}
      {fresh && entry.starters.length > 0 && (
        <div class={css.starters} role="group" aria-label={text.starters}>
          {entry.starters.map((starter) => (
            <button key={starter.payload + starter.title} type="button" onClick={() => onStart(starter)}>
              {starter.title}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
