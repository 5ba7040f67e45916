import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Command } from "../../shared/api/chat";
import css from "./Commands.module.css";
import { matching, movedTo } from "./rows";
import { useEntryText } from "./text";

type Props = { commands: readonly Command[]; words: string; onChoose: (said: string) => void };

/** What may stand behind the slash that is being written. The focus stays in the box; arrows, Enter and Escape lead here. */
export function Commands({ commands, words, onChoose }: Props) {
  const text = useEntryText();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = closedAt === words ? [] : matching(commands, words);
  const picked = Math.min(at, found.length - 1);

  useEffect(() => setAt(0), [words]);
  useEffect(() => {
    const form = list.current?.closest("form");
    const box = form?.querySelector("textarea");
    if (!form || !box) return;
    const named = { "aria-autocomplete": "list", "aria-controls": id, "aria-activedescendant": `${id}-${picked}` };
    Object.entries(named).forEach(([name, value]) => box.setAttribute(name, value));
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.shiftKey) return;
      const to = event.key.startsWith("Arrow") ? movedTo(event.key, picked, found.length) : undefined;
      if (to !== undefined) setAt(to);
      else if (event.key === "Escape") setClosedAt(words);
      else if (event.key === "Enter" || event.key === "Tab") onChoose(`/${found[picked]!.name}`);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    form.addEventListener("keydown", onKey, true);
    return () => {
      form.removeEventListener("keydown", onKey, true);
      Object.keys(named).forEach((name) => box.removeAttribute(name));
    };
  });
  useEffect(() => list.current?.children[picked]?.scrollIntoView({ block: "nearest" }), [picked]);

  if (found.length === 0) return null;
  return (
    <div ref={list} id={id} class={css.list} role="listbox" aria-label={text.commands}>
      {found.map(({ name, description }, index) => (
        // Its keys are heard in the box, where the focus stays.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={name}
          id={`${id}-${index}`}
          class={css.command}
          role="option"
          tabIndex={-1}
          aria-selected={index === picked}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(`/${name}`)}
        >
          <b>/{name}</b>
          <span>{description}</span>
        </div>
      ))}
    </div>
  );
}
