import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Author, TemplateButton } from "../api/conversation";
import { Problem } from "../api/request";
import { useFormats } from "../text/formats";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { classes } from "../ui/classes";
import { Hidden } from "../ui/Hidden";
import { Icon } from "../ui/Icon";
import { ArrowDown } from "../ui/icons";
import { lazy } from "../ui/lazy";
import { toast } from "../ui/toast";
import { ChunkBlock } from "./ChunkBlock";
import type { ConversationModel } from "./ConversationModel";
import type { ViewedImage } from "./ImageViewer";
import { kindOf, type Message } from "./Message";
import { nameOf, summary, type Names } from "./names";
import { createRowBuilder, type Aside } from "./rows";
import { ThreadContext, type ThreadActs, type ThreadAround } from "./ThreadContext";
import { useThreadText } from "./text";
import css from "./Thread.module.css";
import { useConversation } from "./useConversation";
import { useThreadScroll } from "./useThreadScroll";

const ImageViewer = lazy(() => import("./ImageViewer").then((viewer) => viewer.ImageViewer));
const MessageActs = lazy(() => import("./MessageActs").then((acts) => acts.MessageActs));

type Props = {
  model: ConversationModel;
  label: string;
  names: Names;
  /** Whose screen it is: a customer's, or the team's with its own bubbles in blue and every name told. */
  audience: "person" | "team";
  asides?: readonly Aside[] | undefined;
  /** The number of the message to show first, when the reader came for it. */
  at?: number | undefined;
  /** What stands above the first message. */
  start?: ComponentChildren;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
  onTap?: ((button: Pick<TemplateButton, "title" | "payload">, message: Message) => void) | undefined;
  onOpen?: ThreadActs["open"];
};

/** The conversation: history that does not jump, a foot that stays in view, and only new words read aloud. */
export function Thread({ model, label, names, audience, asides, at, start, onReply, onEdit, onTap, onOpen }: Props) {
  const view = useConversation(model);
  const text = useThreadText();
  const formats = useFormats();
  const build = useMemo(createRowBuilder, [model]);
  const [acting, setActing] = useState<{ message: Message; near: HTMLElement } | null>(null);
  const [viewing, setViewing] = useState<{ images: ViewedImage[]; index: number } | null>(null);
  const [said, setSaid] = useState("");

  const chunks = build({
    messages: view.messages,
    receipts: view.receipts,
    divider: view.divider,
    dayKey: formats.dayKey,
    ...(asides ? { asides } : {}),
  });
  const scroll = useThreadScroll(model, view, chunks);

  const current = useRef({ onTap, onOpen, text, names });
  current.current = { onTap, onOpen, text, names };

  const report = (error: unknown) => {
    const { problems } = current.current.text;
    toast((error instanceof Problem && problems[error.code]) || problems.other!);
  };

  const around = useMemo<ThreadAround>(() => {
    return {
      audience,
      names,
      acts: {
        jump: (messageId) =>
          void model.reveal(messageId).then((found) => {
            if (found) scroll.jumpTo(found.key);
            else toast(current.current.text.quoteGone);
          }),
        openImage: (message, index) => setViewing({ images: imagesOf(message), index }),
        showActs: (message, near) => setActing({ message, near }),
        tap: onTap ? (button, message) => current.current.onTap?.(button, message) : undefined,
        open: onOpen && ((button, message) => current.current.onOpen!(button, message)),
        answer: model.answers
          ? (message, answer) =>
              model.answer(message.messageId!, answer).then(
                () => true,
                (error: unknown) => {
                  report(error);
                  return false;
                },
              )
          : undefined,
        react: (message, emoji) => void model.react(message.messageId!, emoji).catch(report),
        retry: (message) => model.retry(message.key),
        discard: (message) => model.discard(message.key),
      },
    };
  }, [model, audience, names, Boolean(onTap)]);

  const isLoaded = view.loading !== "first";
  useEffect(() => {
    if (at === undefined || !isLoaded) return;
    void model.revealAt(at).then((found) => found && scroll.jumpTo(found.key));
  }, [model, at, isLoaded]);

  useEffect(
    () =>
      model.onIncoming((message) => {
        const { text, names } = current.current;
        setSaid(text.says(nameOf(message, names), summary(message, text, kindOf(message))));
      }),
    [model],
  );

  return (
    <ThreadContext.Provider value={around}>
      <div class={css.frame}>
        {scroll.date && (
          <p class={css.date} aria-hidden="true">
            {formats.day(scroll.date)}
          </p>
        )}
        {/* Arrow keys walk through the messages of the log, so it takes the focus. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          ref={scroll.scroller}
          class={css.scroller}
          role="log"
          aria-live="off"
          aria-label={label}
          tabIndex={0}
          onScroll={scroll.onScroll}
          onKeyDown={(event) => walk(event, view.messages, around.acts.showActs)}
          onClick={(event) => tapped(event, view.messages, around.acts.showActs)}
        >
          <div ref={scroll.content} class={css.content}>
            {view.more ? (
              <p class={css.older}>
                {view.loading === "older" && text.older}
                {view.problem && (
                  <>
                    {text.olderFailed}{" "}
                    <Button look="plain" size="sm" onClick={() => void model.loadOlder()}>
                      {text.tryAgain}
                    </Button>
                  </>
                )}
              </p>
            ) : (
              start
            )}
            {chunks.map((chunk) => (
              <ChunkBlock key={chunk.number} chunk={chunk} watch={scroll.watch} />
            ))}
            {view.typing && <Typing from={view.typing} names={names} />}
          </div>
        </div>
        {scroll.away && (
          <button type="button" class={classes(css.toNewest, view.unseen > 0 && css.counts)} onClick={scroll.toNewest}>
            {view.unseen > 0 ? text.newBelow(view.unseen) : <Hidden>{text.toNewest}</Hidden>}
            <Icon of={ArrowDown} size="s" />
          </button>
        )}
        <div role="status" aria-live="polite">
          <Hidden>{said}</Hidden>
        </div>
      </div>
      {acting && (
        <MessageActs
          {...acting}
          own={model.side}
          onClose={() => setActing(null)}
          onReply={onReply}
          onEdit={onEdit}
          onReact={around.acts.react}
          onUnsend={(message) => void model.unsend(message.messageId!).catch(report)}
        />
      )}
      {viewing && <ImageViewer {...viewing} onClose={() => setViewing(null)} />}
    </ThreadContext.Provider>
  );
}

function Typing({ from, names }: { from: Author; names: Names }) {
  const text = useThreadText();
  const name = nameOf({ from }, names);
  return (
    <div class={css.typing}>
      <Avatar kind={from.kind === "helper" ? "helper" : "person"} name={name} id={from.id} size="s" />
      <span class={css.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <Hidden>{name ? text.isWriting(name) : text.somebodyIsWriting}</Hidden>
    </div>
  );
}

function imagesOf(message: Message): ViewedImage[] {
  const sent = message.attachments.filter((file) => file.kind === "image");
  if (sent.length > 0) return sent.map(({ url, name }) => ({ url, name }));
  return message.local ? [{ url: message.local.url, name: message.local.name }] : [];
}

type ShowActs = (message: Message, near: HTMLElement) => void;

function blockOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
}

/** Up and down walk from message to message; Enter opens what can be done with the one in focus. */
function walk(event: KeyboardEvent, messages: readonly Message[], showActs: ShowActs): void {
  const log = event.currentTarget as HTMLElement;
  const block = blockOf(document.activeElement);
  if (event.key === "Enter" && block === event.target) {
    const message = messages.find((one) => one.key === block?.dataset.key);
    if (block && message?.messageId && !message.unsent) showActs(message, block);
    return;
  }
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  if (event.target !== log && event.target !== block) return;
  const blocks = [...log.querySelectorAll<HTMLElement>("[data-key][tabindex]")];
  const to = block ? blocks.indexOf(block) + (event.key === "ArrowUp" ? -1 : 1) : blocks.length - 1;
  const next = blocks[to];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** Without a mouse there is nothing to hover: a tap on the bubble opens the list. */
function tapped(event: MouseEvent, messages: readonly Message[], showActs: ShowActs): void {
  if (!matchMedia("(hover: none)").matches) return;
  const target = event.target as Element;
  if (target.closest("a, button, input, textarea, label, video, audio") || !getSelection()?.isCollapsed) return;
  const block = blockOf(target);
  const message = messages.find((one) => one.key === block?.dataset.key);
  if (block && message?.messageId && !message.unsent) showActs(message, block);
}
