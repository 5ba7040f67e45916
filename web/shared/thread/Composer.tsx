import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Banner } from "../ui/Banner";
import { lazy } from "../ui/lazy";
import { IconButton } from "../ui/Button";
import { classes } from "../ui/classes";
import { Icon } from "../ui/Icon";
import { CircleAlert, Check, Pencil, Plus, Reply, SendHorizontal } from "../ui/icons";
import css from "./Composer.module.css";
import { keepDraft, readDraft } from "./draftStore";
import { kindOf, type Message } from "./Message";
import { nameOf, summary, type Names } from "./names";
import type { Draft } from "./Outbox";
import { Tray, useTray } from "./Tray";
import { useThreadText } from "./text";

const AttachMenu = lazy(() => import("./AttachMenu").then((menu) => menu.AttachMenu));
const longest = 8000;

type Props = {
  /** Whose draft it is; another key is another draft. */
  draftKey: string;
  names: Names;
  look?: "person" | "team" | "note";
  label?: string;
  /** Put into the empty box once, such as from a link. */
  firstText?: string | undefined;
  replyTo?: Message | null;
  editing?: Message | null;
  onSend: (draft: Draft) => void;
  onEdit?: (message: Message, text: string) => void;
  onCancel?: () => void;
  onWriting?: () => void;
  onStopped?: () => void;
  files?: boolean;
  /** Before all else in the row. */
  lead?: ComponentChildren;
  /** Over the row, for what is written so far; what is chosen there goes out at once. */
  suggest?: ((words: string, choose: (said: string) => void) => ComponentChildren) | undefined;
  /** Beside the send button. */
  tools?: ComponentChildren;
};

/** Where one writes: grows to five lines; Enter sends with a keyboard and breaks the line on a phone. */
export function Composer(props: Props) {
  const { draftKey, names, look = "person", replyTo, editing, files = true } = props;
  const text = useThreadText();
  const box = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(() => readDraft(draftKey) || props.firstText || "");
  const [attaching, setAttaching] = useState(false);
  const plus = useRef<HTMLButtonElement>(null);
  const tray = useTray();
  const over = words.length - longest;

  useEffect(() => setWords(readDraft(draftKey) || props.firstText || ""), [draftKey]);
  useEffect(() => {
    if (!editing) keepDraft(draftKey, words);
  }, [words, editing]);
  useEffect(() => {
    if (editing) setWords(editing.text ?? "");
    if (editing || replyTo) box.current?.focus();
  }, [editing, replyTo]);
  useLayoutEffect(() => {
    const element = box.current;
    element?.style.setProperty("height", "auto");
    element?.style.setProperty("height", `${element.scrollHeight + 2}px`);
  }, [words]);

  const ready = (words.trim() !== "" || tray.items.length > 0) && over <= 0 && !tray.preparing;

  const cancel = () => {
    if (editing) setWords(readDraft(draftKey));
    props.onCancel?.();
  };

  const send = () => {
    if (!ready) return;
    const said = words.trim();
    if (editing) {
      if (said && said !== editing.text) props.onEdit?.(editing, said);
      cancel();
      return;
    }
    const quote = replyTo?.messageId ? { replyTo: quoteOf(replyTo) } : {};
    tray.items.forEach(({ file, width, height }, index) => {
      const caption = index === tray.items.length - 1 && said ? { text: said } : {};
      const size = width && height ? { width, height } : {};
      props.onSend({ file, ...size, ...caption, ...(index === 0 ? quote : {}) });
    });
    if (tray.items.length === 0) props.onSend({ text: said, ...quote });
    tray.clear();
    clear();
  };

  const clear = () => {
    setWords("");
    keepDraft(draftKey, "");
    props.onStopped?.();
    props.onCancel?.();
    box.current?.focus();
  };

  const choose = (said: string) => {
    props.onSend({ text: said });
    clear();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape" && (editing || replyTo)) {
      event.stopPropagation();
      cancel();
    }
    const sends =
      event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(hover: hover)").matches;
    if (!sends) return;
    event.preventDefault();
    send();
  };

  const about = editing ?? replyTo;
  return (
    <form
      class={classes(css.composer, css[look], tray.dragging && css.dragging)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      {...(files ? tray.dropTarget : {})}
    >
      {tray.refused && (
        <Banner look="bad" icon={CircleAlert}>
          {text.tooLarge(tray.refused)}
        </Banner>
      )}
      {about && (
        <div class={css.about}>
          <Icon of={editing ? Pencil : Reply} size="s" />
          <span>
            <b>{editing ? text.editing : about.mine ? text.replyingToSelf : text.replyingTo(nameOf(about, names))}</b>
            <span>{summary(about, text, kindOf(about))}</span>
          </span>
          <IconButton icon={Plus} label={text.cancel} class={css.cross} onClick={cancel} />
        </div>
      )}
      <Tray tray={tray} />
      {!editing && props.suggest?.(words, choose)}
      <div class={css.row}>
        {props.lead}
        {files && !editing && (
          <IconButton
            icon={Plus}
            label={text.attach}
            class={css.plus}
            buttonRef={plus}
            onClick={() => setAttaching(true)}
          />
        )}
        <textarea
          ref={box}
          rows={1}
          class={css.box}
          value={words}
          aria-label={props.label ?? text.write}
          placeholder={props.label ?? text.write}
          enterkeyhint={matchMedia("(hover: hover)").matches ? "send" : "enter"}
          aria-invalid={over > 0 ? true : undefined}
          onInput={(event) => {
            setWords(event.currentTarget.value);
            if (event.currentTarget.value) props.onWriting?.();
            else props.onStopped?.();
          }}
          onBlur={() => props.onStopped?.()}
          onKeyDown={onKey}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            if (!files || pasted.length === 0) return;
            event.preventDefault();
            void tray.add(pasted);
          }}
        />
        {props.tools}
        <button
          type="submit"
          class={css.send}
          aria-label={editing ? text.save : text.send}
          title={editing ? text.save : text.send}
          aria-disabled={ready ? undefined : true}
          // Keeps the keyboard of a phone open.
          onPointerDown={(event) => event.preventDefault()}
        >
          <Icon of={editing ? Check : SendHorizontal} />
        </button>
      </div>
      {over > 0 && (
        <p class={css.over} role="alert">
          {text.tooLong(over)}
        </p>
      )}
      {tray.dragging && <p class={css.drop}>{text.dropHere}</p>}
      {attaching && <AttachMenu near={plus.current} onFiles={tray.add} onClose={() => setAttaching(false)} />}
    </form>
  );
}

function quoteOf(message: Message) {
  const kind = kindOf(message);
  return { message_id: message.messageId!, kind, ...(message.text ? { text: message.text } : {}) };
}
