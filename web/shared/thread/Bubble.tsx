import { useLayoutEffect, useRef } from "preact/hooks";
import type { SharedFile } from "../api/conversation";
import { useFormats } from "../text/formats";
import { classes } from "../ui/classes";
import { Hidden } from "../ui/Hidden";
import { Icon } from "../ui/Icon";
import { Ban, Download, FileText, Moon, X } from "../ui/icons";
import css from "./Bubble.module.css";
import { onlyEmoji } from "./linkify";
import type { LocalFile, Message } from "./Message";
import { Template } from "./Template";
import { useThread } from "./ThreadContext";
import { useThreadText, type ThreadText } from "./text";
import { Words } from "./Words";

/** What is said, in whatever kind. `shape` brings the ground and the corners of who speaks. */
export function Bubble({ message, shape }: { message: Message; shape: string | undefined }) {
  const text = useThreadText();
  if (message.unsent) {
    return (
      <div class={classes(css.text, css.unsent)}>
        <Icon of={Ban} size="s" />
        <i>{message.mine ? text.unsentMine : text.unsentTheirs}</i>
      </div>
    );
  }
  const files = message.attachments.length > 0 || message.local;
  const emoji = message.text && !files && !message.replyTo && !message.template && onlyEmoji(message.text);
  if (emoji) return <div class={css.emoji}>{message.text}</div>;

  const kind = message.template?.kind;
  const speaks = message.text || message.replyTo || message.auto === "away";
  return (
    <>
      {files && <Files message={message} shape={shape} />}
      {(speaks || kind === "buttons") && (
        <div class={classes(shape, css.text)}>
          {message.replyTo && <Quote message={message} />}
          {message.auto === "away" && <Icon of={Moon} class={css.moon} />}
          <Words text={message.text ?? message.template?.text ?? ""} />
          {message.editedAt && <span class={css.edited}> · {text.edited}</span>}
          {kind === "buttons" && <Template message={message} />}
        </div>
      )}
      {kind === "media" && (message.template?.buttons?.length ?? 0) > 0 && (
        <div class={classes(shape, css.text, css.foot)}>
          <Template message={message} />
        </div>
      )}
      {kind && kind !== "buttons" && kind !== "media" && <Template message={message} />}
    </>
  );
}

function Quote({ message }: { message: Message }) {
  const { acts } = useThread();
  const text = useThreadText();
  const quoted = message.replyTo!;
  const kind = (quoted.kind ?? "text") as keyof ThreadText["kinds"];
  return (
    <button type="button" class={css.quote} title={text.jump} onClick={() => acts.jump(quoted.message_id)}>
      <Hidden>{text.jump}: </Hidden>
      {quoted.text ?? text.kinds[kind] ?? text.kinds.text}
    </button>
  );
}

function Files({ message, shape }: { message: Message; shape: string | undefined }) {
  const { local, attachments } = message;
  if (local && (local.kind === "image" || attachments.length === 0)) {
    return <LocalPreview message={message} local={local} shape={shape} />;
  }
  const images = attachments.filter((file) => file.kind === "image");
  return (
    <>
      {images.length > 0 && (
        <div class={classes(images.length > 1 ? css.grid : css.single)}>
          {images.map((file, index) => (
            <Picture key={file.file_id} file={file} shape={shape} message={message} index={index} />
          ))}
        </div>
      )}
      {attachments.map((file) => {
        if (file.kind === "video") return <Clip key={file.file_id} file={file} shape={shape} />;
        if (file.kind === "audio") return <Sound key={file.file_id} file={file} shape={shape} />;
        return file.kind === "file" ? <Paper key={file.file_id} file={file} shape={shape} /> : null;
      })}
    </>
  );
}

type FileProps = { file: SharedFile; shape: string | undefined };

function Picture({ file, shape, message, index }: FileProps & { message: Message; index: number }) {
  const { acts } = useThread();
  const text = useThreadText();
  return (
    <button
      type="button"
      class={classes(shape, css.picture)}
      aria-label={text.openImage(file.name)}
      onClick={() => acts.openImage(message, index)}
    >
      <img src={file.preview_url ?? file.url} alt="" {...sized(file)} loading="lazy" decoding="async" />
    </button>
  );
}

function Clip({ file, shape }: FileProps) {
  return (
    // What a customer films has no captions.
    // eslint-disable-next-line jsx-a11y/media-has-caption
    <video
      class={classes(shape, css.clip)}
      src={file.url}
      {...sized(file)}
      controls
      preload="metadata"
      aria-label={file.name}
    />
  );
}

function Sound({ file, shape }: FileProps) {
  return (
    <div class={classes(shape, css.sound)}>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <audio src={file.url} controls preload="metadata" aria-label={file.name} />
    </div>
  );
}

function Paper({ file, shape }: FileProps) {
  const text = useThreadText();
  const formats = useFormats();
  return (
    <a class={classes(shape, css.paper)} href={file.url} download={file.name}>
      <Icon of={FileText} />
      <span>
        <b>{file.name}</b>
        <small>{formats.bytes(file.size)}</small>
      </span>
      <Icon of={Download} size="s" label={text.download} />
    </a>
  );
}

/** A file that is on its way: at once on the screen, with a ring that fills and a cross that stops it. */
function LocalPreview({ message, local, shape }: { message: Message; local: LocalFile; shape: string | undefined }) {
  const { acts } = useThread();
  const text = useThreadText();
  const formats = useFormats();
  const going = message.state === "sending";
  const ring = going && (
    <Ring progress={local.progress} label={text.cancelUpload} onCancel={() => acts.discard(message)} />
  );

  if (local.kind === "image") {
    return (
      <div class={css.single}>
        <button
          type="button"
          class={classes(shape, css.picture)}
          aria-label={text.openImage(local.name)}
          onClick={() => acts.openImage(message, 0)}
        >
          <img src={local.url} alt="" {...sized(local)} />
        </button>
        {ring}
      </div>
    );
  }
  return (
    <div class={classes(shape, css.paper)}>
      {ring || <Icon of={FileText} />}
      <span>
        <b>{local.name}</b>
        <small>{formats.bytes(local.size)}</small>
      </span>
    </div>
  );
}

function Ring({ progress, label, onCancel }: { progress: number; label: string; onCancel: () => void }) {
  const circle = useRef<SVGCircleElement>(null);
  useLayoutEffect(
    () => circle.current?.style.setProperty("stroke-dashoffset", String(100 - progress * 100)),
    [progress],
  );
  return (
    <button type="button" class={css.ring} aria-label={label} title={label} onClick={onCancel}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r="15.9" />
        <circle ref={circle} cx="18" cy="18" r="15.9" pathLength={100} />
      </svg>
      <Icon of={X} size="s" />
    </button>
  );
}

/** With the size as attributes the browser keeps the room before the first byte is there. */
function sized({ width, height }: { width?: number; height?: number }) {
  return width && height ? { width, height } : {};
}
