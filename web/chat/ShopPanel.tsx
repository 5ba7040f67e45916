import type { ChatPage } from "../shared/api/chat";
import { useFormats } from "../shared/text/formats";
import { Awning } from "../shared/ui/Awning";
import { type Acts, ConversationActs } from "./ConversationActs";
import { todaysHours } from "./openingHours";
import css from "./ShopPanel.module.css";
import { useChatText } from "./text";

/** On a wide screen the shop stands beside the conversation. */
export function ShopPanel({ page, acts }: { page: ChatPage; acts: Acts }) {
  const text = useChatText();
  return (
    <aside class={css.panel} aria-label={text.about}>
      <Awning />
      <div class={css.inside}>
        <div>
          <p class={css.sign}>{page.name}</p>
          {page.about && <p class={css.about}>{page.about}</p>}
        </div>
        <ShopFacts page={page} />
        <ConversationActs acts={acts} />
      </div>
      <footer class={css.foot}>{text.writingTo}</footer>
    </aside>
  );
}

export function ShopFacts({ page }: { page: ChatPage }) {
  const text = useChatText();
  const formats = useFormats();
  const today = todaysHours(page, text);
  const facts = [
    [text.today, today],
    [text.answers, page.usual_reply_seconds && text.usuallyIn(formats.span(page.usual_reply_seconds, "long"))],
    [text.where, page.address],
    [text.phone, page.phone && <a href={`tel:${page.phone.replace(/[^+\d]/g, "")}`}>{page.phone}</a>],
  ] as const;
  return (
    <dl class={css.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
