import { useLayoutEffect, useRef } from "preact/hooks";
import { classes } from "../ui/classes";
import { Icon } from "../ui/Icon";
import { Copy, Pencil, Reply, Trash2 } from "../ui/icons";
import { toast } from "../ui/toast";
import type { Side } from "./fold";
import type { Message } from "./Message";
import css from "./MessageActs.module.css";
import { useThreadText } from "./text";

const emojis = ["❤️", "👍", "😂", "😮", "😢", "🙏"];
const changeableFor = 15 * 60_000;

type Props = {
  message: Message;
  near: HTMLElement;
  own: Side;
  onClose: () => void;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
  onReact: (message: Message, emoji: string | null) => void;
  onUnsend: (message: Message) => void;
};

/** What can be done with one message: react, reply, copy; edit and delete one's own within a quarter of an hour. */
export function MessageActs({ message, near, own, onClose, onReply, onEdit, onReact, onUnsend }: Props) {
  const text = useThreadText();
  const list = useRef<HTMLDivElement>(null);
  const reacted = message.reactions.find((reaction) => reaction.from === own)?.emoji;
  const changeable = message.mine && Date.now() - Date.parse(message.at) < changeableFor;

  useLayoutEffect(() => {
    const menu = list.current;
    if (!menu) return;
    menu.showPopover();
    place(menu, near);
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") onClose();
    };
    menu.addEventListener("toggle", onToggle);
    return () => {
      menu.removeEventListener("toggle", onToggle);
      if (menu.contains(document.activeElement))
        near.closest<HTMLElement>("[data-key]")?.focus({ preventScroll: true });
    };
  }, [message.key]);

  const choose = (act: () => void) => () => {
    onClose();
    act();
  };
  const items = [
    { label: text.reply, icon: Reply, act: () => onReply(message) },
    message.text && {
      label: text.copy,
      icon: Copy,
      act: () => void navigator.clipboard.writeText(message.text!).then(() => toast(text.copied)),
    },
    changeable && message.text && !message.tapped && { label: text.edit, icon: Pencil, act: () => onEdit(message) },
    changeable && { label: text.unsend, icon: Trash2, bad: true, act: () => onUnsend(message) },
  ].filter((item) => typeof item === "object");

  return (
    <div ref={list} popover="auto" role="menu" tabIndex={-1} aria-label={text.acts} class={css.acts} onKeyDown={walk}>
      <div class={css.emojis} role="group">
        {emojis.map((emoji) => (
          <button
            key={emoji}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={classes(emoji === reacted && css.chosen)}
            aria-label={emoji === reacted ? text.takeBack(emoji) : text.react(emoji)}
            onClick={choose(() => onReact(message, emoji === reacted ? null : emoji))}
          >
            {emoji}
          </button>
        ))}
      </div>
      {items.map(({ label, icon, act, ...rest }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={classes(css.item, "bad" in rest && css.bad)}
          onClick={choose(act)}
        >
          <Icon of={icon} size="s" />
          {label}
        </button>
      ))}
    </div>
  );
}

function walk(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  items[(at + step + items.length) % items.length]?.focus();
}

function place(menu: HTMLElement, near: HTMLElement): void {
  const anchor = near.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(8, anchor.left + anchor.width / 2 - width / 2), innerWidth - width - 8);
  const above = anchor.top - height - 8;
  const top = above > 8 ? above : Math.min(anchor.bottom + 8, innerHeight - height - 8);
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${top}px`);
}
