import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Entry, MenuItem, Starter } from "../../shared/api/chat";
import { safeHref } from "../../shared/thread/linkify";
import { Button, IconButton } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { ChevronLeft, ChevronRight, ExternalLink, MenuIcon } from "../../shared/ui/icons";
import { opensHere } from "../leaving";
import css from "./EntryMenu.module.css";
import { movedTo, parentAt, rowsAt, turnOf } from "./rows";
import { useEntryText } from "./text";

type Props = {
  menu: NonNullable<Entry["menu"]>;
  sites: string[] | undefined;
  onTap: (postback: Starter) => void;
  /** False when the page opens by itself, in a tab of its own. */
  onOpen: (item: MenuItem) => boolean;
};

/** The business's menu, at hand all the time: one level after the other, in a popover that is a sheet on a phone. */
export function EntryMenu({ menu, sites, onTap, onOpen }: Props) {
  const text = useEntryText();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [path, setPath] = useState<readonly number[]>([]);
  const rows = rowsAt(menu.items, path);
  const parent = parentAt(menu.items, path);

  useEffect(() => {
    const opened = sheet.current;
    const onToggle = (event: Event) => {
      const isOpen = (event as ToggleEvent).newState === "open";
      button.current?.setAttribute("aria-expanded", String(isOpen));
      setPath([]);
      if (!isOpen) return;
      if (opened && button.current) placeOver(opened, button.current);
      items(opened)[0]?.focus();
    };
    opened?.addEventListener("toggle", onToggle);
    return () => opened?.removeEventListener("toggle", onToggle);
  }, []);
  useEffect(() => {
    if (sheet.current?.matches(":popover-open")) items(sheet.current)[0]?.focus();
  }, [path]);

  const onKey = (event: KeyboardEvent) => {
    const all = items(sheet.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = movedTo(event.key, at, all.length);
    const turn = turnOf(event.key, sheet.current?.matches(":dir(rtl)") ?? false);
    const row = rows[at - (parent ? 1 : 0)];
    if (to !== undefined) all[to]?.focus();
    else if (turn === "in" && row?.type === "nested") setPath([...path, rows.indexOf(row)]);
    else if (turn === "out" && parent) setPath(path.slice(0, -1));
    else return;
    event.preventDefault();
  };
  const close = () => sheet.current?.hidePopover();

  const opener = { buttonRef: button, "aria-haspopup": "menu", "aria-expanded": false, popovertarget: id } as const;
  return (
    <>
      {menu.input_disabled ? (
        <Button {...opener} icon={MenuIcon} size="big" class={css.wide}>
          {text.menu}
        </Button>
      ) : (
        <IconButton {...opener} icon={MenuIcon} label={text.menu} class={css.opener} />
      )}
      <div
        ref={sheet}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={parent?.title ?? text.menu}
        class={css.menu}
        onKeyDown={onKey}
      >
        {parent && (
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={css.back}
            aria-label={text.backFrom(parent.title)}
            onClick={() => setPath(path.slice(0, -1))}
          >
            <Icon of={ChevronLeft} size="s" />
            <b>{parent.title}</b>
          </button>
        )}
        {rows.map((row, at) => (
          <Row
            key={`${path.join()} ${at}`}
            row={row}
            isAway={!opensHere(row, sites)}
            onNested={() => setPath([...path, at])}
            onTap={() => {
              close();
              onTap({ title: row.title, payload: row.payload ?? row.title });
            }}
            onWeb={(event) => {
              close();
              if (onOpen(row)) event.preventDefault();
            }}
          />
        ))}
      </div>
    </>
  );
}

type RowProps = {
  row: MenuItem;
  isAway: boolean;
  onNested: () => void;
  onTap: () => void;
  onWeb: (event: Event) => void;
};

function Row({ row, isAway, onNested, onTap, onWeb }: RowProps) {
  if (row.type === "url") {
    return (
      <a
        role="menuitem"
        tabIndex={-1}
        class={css.row}
        href={safeHref(row.url) ?? "#"}
        target="_blank"
        rel="noopener noreferrer"
        onClick={onWeb}
      >
        {row.title}
        {isAway && <Icon of={ExternalLink} size="s" />}
      </a>
    );
  }
  const nested = row.type === "nested";
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      class={css.row}
      aria-haspopup={nested ? "menu" : undefined}
      onClick={nested ? onNested : onTap}
    >
      {row.title}
      {nested && <Icon of={ChevronRight} size="s" />}
    </button>
  );
}

/** Where it is no sheet it stands over its button, at the side where lines begin. */
function placeOver(menu: HTMLElement, button: HTMLElement): void {
  const { top, left, right } = button.getBoundingClientRect();
  const start = button.matches(":dir(rtl)") ? window.innerWidth - right : left;
  menu.style.setProperty("--above", `${window.innerHeight - top + 8}px`);
  menu.style.setProperty("--start", `${start}px`);
}

function items(sheet: HTMLElement | null): HTMLElement[] {
  return [...(sheet?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}
