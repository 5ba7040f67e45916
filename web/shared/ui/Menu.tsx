import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { classes } from "./classes";
import { Icon } from "./Icon";
import { IconButton } from "./Button";
import css from "./Menu.module.css";

export type MenuItem = { key: string; label: ComponentChildren; icon?: string; bad?: boolean; onChoose: () => void };

type Props = { icon: string; label: string; items: MenuItem[]; class?: string | undefined };

/** A button with a list of acts. It floats in the top layer (popover); Esc, a press outside and a choice close it. */
export function Menu({ icon, label, items, class: className }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const menu = list.current;
    if (!menu) return;
    const onToggle = (event: Event) => {
      const open = (event as ToggleEvent).newState === "open";
      button.current?.setAttribute("aria-expanded", String(open));
      if (!open) return;
      placeUnder(menu, button.current);
      menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    };
    menu.addEventListener("toggle", onToggle);
    return () => menu.removeEventListener("toggle", onToggle);
  }, []);

  const move = (event: KeyboardEvent) => {
    const acts = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = acts.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: acts.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    acts[(to + acts.length) % acts.length]?.focus();
  };

  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        class={className}
        buttonRef={button}
        aria-haspopup="menu"
        aria-expanded={false}
        popovertarget={id}
      />
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        class={css.menu}
        onKeyDown={move}
      >
        {items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={classes(css.item, item.bad && css.bad)}
            onClick={() => {
              list.current?.hidePopover();
              item.onChoose();
            }}
          >
            {item.icon && <Icon of={item.icon} size="s" />}
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}

/** Below the button, or above it where there is no room, and always inside the window. */
function placeUnder(menu: HTMLElement, button: HTMLElement | null): void {
  if (!button) return;
  const anchor = button.getBoundingClientRect();
  const below = anchor.bottom + 4 + menu.offsetHeight <= window.innerHeight;
  const left = Math.min(Math.max(8, anchor.right - menu.offsetWidth), window.innerWidth - menu.offsetWidth - 8);
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - 4 - menu.offsetHeight)}px`);
}
