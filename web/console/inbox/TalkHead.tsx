import { Button, IconButton } from "../../shared/ui/Button";
import { Ban, Bot, BotOff, Check, ChevronLeft, EllipsisVertical, RotateCw, UserRound } from "../../shared/ui/icons";
import { Menu } from "../../shared/ui/Menu";
import type { Conversation } from "../api/inbox";
import { useText } from "../text/useText";
import { nameOf } from "./ConversationRow";
import { sourcePhrase } from "./source";
import css from "./ThreadPane.module.css";

type Props = {
  conversation: Conversation;
  onBack: () => void;
  onAbout: () => void;
  onResolve: () => void;
  onQuiet: (on: boolean) => void;
  onBlock: () => void;
};

export function TalkHead({ conversation, onBack, onAbout, onResolve, onQuiet, onBlock }: Props) {
  const t = useText();
  const open = conversation.status === "open";
  const name = nameOf(t, conversation);
  const from = conversation.source && sourcePhrase(t, conversation.source);
  return (
    <header class={css.head}>
      <span class={css.back}>
        <IconButton icon={ChevronLeft} label={t.inbox.backToList} onClick={onBack} />
      </span>
      <div class={css.name}>
        <h2>{name}</h2>
        <p>
          {open ? t.inbox.isOpen : t.inbox.isResolved}
          {from && ` · ${from}`}
        </p>
        <button type="button" class={css.cover} aria-label={t.inbox.about(name)} onClick={onAbout} />
      </div>
      <span class={css.info}>
        <IconButton icon={UserRound} label={t.inbox.about(name)} onClick={onAbout} />
      </span>
      <Menu
        icon={EllipsisVertical}
        label={t.inbox.moreActions}
        items={[
          conversation.helper === "on"
            ? { key: "quiet", label: t.inbox.quietHelper, icon: BotOff, onChoose: () => onQuiet(true) }
            : { key: "wake", label: t.inbox.wakeHelper, icon: Bot, onChoose: () => onQuiet(false) },
          {
            key: "block",
            label: conversation.blocked ? t.inbox.unblock : t.inbox.block,
            icon: Ban,
            bad: !conversation.blocked,
            onChoose: onBlock,
          },
        ]}
      />
      <Button icon={open ? Check : RotateCw} onClick={onResolve}>
        {open ? t.inbox.resolve : t.inbox.reopen}
      </Button>
    </header>
  );
}
