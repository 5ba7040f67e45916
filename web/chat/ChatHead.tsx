import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { ChatPage } from "../shared/api/chat";
import { useFormats } from "../shared/text/formats";
import { Awning } from "../shared/ui/Awning";
import { Icon } from "../shared/ui/Icon";
import { EllipsisVertical, Moon } from "../shared/ui/icons";
import { Menu } from "../shared/ui/Menu";
import { ShopBadge } from "../shared/ui/ShopBadge";
import css from "./ChatHead.module.css";
import type { Acts } from "./ConversationActs";
import { openingTime } from "./openingHours";
import { useChatText } from "./text";

export function ChatHead({ page, acts, children }: { page: ChatPage; acts: Acts; children: ComponentChildren }) {
  const text = useChatText();
  useEffect(() => {
    document.title = page.name;
  }, [page.name]);
  return (
    <header class={css.head}>
      <Awning thin class={css.awning} />
      <div class={css.bar}>
        <button
          type="button"
          class={css.shop}
          onClick={() => acts.show("about")}
          aria-label={`${page.name}. ${text.about}`}
        >
          <ShopBadge name={page.name} pictureUrl={page.picture_url} />
        </button>
        <div class={css.words}>
          <h1 class={css.sign}>{page.name}</h1>
          <OpenState page={page} />
        </div>
        <Menu icon={EllipsisVertical} label={text.more} items={acts.items} class={css.menu} />
      </div>
      {children}
    </header>
  );
}

function OpenState({ page }: { page: ChatPage }) {
  const text = useChatText();
  const formats = useFormats();
  const usual = page.usual_reply_seconds && text.answersIn(formats.span(page.usual_reply_seconds));
  const opens = openingTime(page, formats);
  if (!page.hours.today) return <p class={css.state}>{usual}</p>;
  const facts = page.hours.is_open ? [text.open, usual] : [text.closed, opens && text.opens(opens)];
  return (
    <p class={css.state}>
      {page.hours.is_open ? <i class={css.dot} /> : <Icon of={Moon} size="s" />}
      {facts.filter(Boolean).join(" · ")}
    </p>
  );
}
