import type { ChatPage, ChatSession, Starter } from "../shared/api/chat";
import { Words } from "../shared/thread/Bubble";
import { Avatar } from "../shared/ui/Avatar";
import { useThreadText } from "../shared/thread/text";
import { useChatText } from "./text";
import css from "./Welcome.module.css";

type Props = { page: ChatPage; entry: ChatSession["entry"]; fresh: boolean; onStart: (starter: Starter) => void };

/** Before the first message: the page's greeting and ways to begin, shown here and stored nowhere. */
export function Welcome({ page, entry, fresh, onStart }: Props) {
  const text = useChatText();
  const threadText = useThreadText();
  return (
    <div class={css.welcome}>
      {entry.greeting ? (
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
      ) : (
        <p class={css.hello}>{text.hello(page.name)}</p>
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
