import type { ChatPage } from "../shared/api/chat";
import type { ConversationView } from "../shared/thread/ConversationModel";
import { Button } from "../shared/ui/Button";
import { Icon } from "../shared/ui/Icon";
import { Bot, Store, UserRound } from "../shared/ui/icons";
import { useChatText } from "./text";
import css from "./WhoAnswers.module.css";

type Props = { view: ConversationView; page: ChatPage; onAsk: (postback: { title: string; payload: string }) => void };

export const talkToPerson = "TALK_TO_A_PERSON";

/** Person or automatic, said plainly; from the helper, a person is always one tap away. */
export function WhoAnswers({ view, page, onAsk }: Props) {
  const text = useChatText();
  const answer = view.messages.findLast((message) => !message.mine);
  const asked = view.messages.findLast(
    (message) => message.mine && message.tapped && message.text === text.talkToPerson,
  );
  const waits = asked && (!answer || (asked.seq ?? Infinity) > (answer.seq ?? 0));

  if (answer?.from.kind === "member") {
    return (
      <p class={css.who}>
        <Icon of={UserRound} size="s" />
        <span>
          <b>{answer.from.name ?? page.name}</b>
          {text.personAnswers}
        </span>
      </p>
    );
  }
  return (
    <div class={css.who}>
      <Icon of={answer ? Bot : Store} size="s" />
      <span>
        {answer ? (
          <>
            <b>{answer.from.name ?? page.helper_name}</b>
            {text.helperAnswers}
          </>
        ) : (
          text.nobodyYet(page.name)
        )}
      </span>
      {answer && !waits && (
        <Button look="plain" size="sm" onClick={() => onAsk({ title: text.talkToPerson, payload: talkToPerson })}>
          {text.talkToPerson}
        </Button>
      )}
    </div>
  );
}
