import { useState } from "preact/hooks";
import type { OpenedSession } from "../shared/api/chat";
import { languageNames, languages, useLanguage, type Language } from "../shared/text/language";
import { Icon } from "../shared/ui/Icon";
import { Bell, Languages, Smartphone, UserRoundX } from "../shared/ui/icons";
import type { MenuItem } from "../shared/ui/Menu";
import { toast } from "../shared/ui/toast";
import css from "./ChatScreen.module.css";
import { block as tellBlock } from "./session";
import { useChatText } from "./text";

export type Acts = ReturnType<typeof useConversationActs>;

/** What a person can do about the conversation itself: the same list in the head's menu and in the shop's panel. */
export function useConversationActs(session: OpenedSession, onLanguage: (language: Language) => void) {
  const text = useChatText();
  const language = useLanguage();
  const [open, setOpen] = useState<"device" | "about" | "block" | null>(null);
  const [blocked, setBlocked] = useState(session.blocked ?? false);
  const [told, setTold] = useState(() => "Notification" in window && Notification.permission === "granted");

  const block = async (on: boolean) => {
    setOpen(null);
    setBlocked(on);
    await tellBlock(session.token, on).catch(() => {
      setBlocked(!on);
      toast(text.failed);
    });
  };
  const notify = async () => {
    const permission = await Notification.requestPermission();
    setTold(permission === "granted");
    toast(permission === "granted" ? text.notified : text.notifyRefused);
  };

  const items: MenuItem[] = [
    { key: "device", label: text.otherDevice, icon: Smartphone, onChoose: () => setOpen("device") },
    ...languages
      .filter((one) => one !== language)
      .map((one) => ({
        key: one,
        label: <span lang={one}>{languageNames[one]}</span>,
        icon: Languages,
        onChoose: () => onLanguage(one),
      })),
  ];
  if ("Notification" in window && !told) {
    items.unshift({ key: "notify", label: text.notifyMe, icon: Bell, onChoose: () => void notify() });
  }
  if (!blocked) {
    items.push({ key: "block", label: text.block, icon: UserRoundX, bad: true, onChoose: () => setOpen("block") });
  }
  return { items, open, blocked, block, show: setOpen, close: () => setOpen(null) };
}

export function ConversationActs({ acts }: { acts: Acts }) {
  const text = useChatText();
  return (
    <section class={css.acts}>
      <h2>{text.thisConversation}</h2>
      {acts.items.map(({ key, label, icon, onChoose }) => (
        <button key={key} type="button" class={css.act} onClick={onChoose}>
          {icon && <Icon of={icon} size="s" />}
          {label}
        </button>
      ))}
    </section>
  );
}
