import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { classes } from "../ui/classes";
import { Hidden } from "../ui/Hidden";
import { Icon } from "../ui/Icon";
import { Check, CheckCheck, CircleAlert, Clock, EllipsisVertical, RotateCw } from "../ui/icons";
import { useFormats } from "../text/formats";
import { Bubble } from "./Bubble";
import css from "./MessageBlock.module.css";
import { nameOf } from "./names";
import type { MessageRow } from "./rows";
import { useThread } from "./ThreadContext";
import { useThreadText } from "./text";

/** One message with who speaks above the first of a group, and face, time and state at the last. */
export function MessageBlock({ row }: { row: MessageRow }) {
  const { audience, names, acts } = useThread();
  const text = useThreadText();
  const { message, first, last } = row;
  const automatic = message.from.kind === "helper";
  const failed = message.state === "failed";
  const named = first && (!message.mine || audience === "team");

  return (
    <div
      class={classes(
        css.block,
        message.mine && css.mine,
        first && css.first,
        last && css.last,
        automatic && css.auto,
        audience === "team" && css.team,
        failed && css.failed,
        isFresh(message.at) && css.fresh,
      )}
      data-key={row.key}
      tabIndex={-1}
    >
      {named && (
        <p class={css.who}>
          <b>{nameOf(message, names)}</b>
          {automatic && <span> · {text.automatic}</span>}
          {message.from.kind === "member" && audience === "person" && message.from.name && (
            <span> · {text.fromShop}</span>
          )}
        </p>
      )}
      {first && !named && <Hidden>{text.says(text.you, "")}</Hidden>}
      <div class={classes(css.line, message.template?.kind === "cards" && css.wide)} data-said>
        {!message.mine &&
          (last && message.from.picture_url ? (
            <img class={css.picture} src={message.from.picture_url} alt="" width={28} height={28} />
          ) : last ? (
            <Avatar
              kind={automatic ? "helper" : "person"}
              name={nameOf(message, names)}
              id={message.from.id}
              size="s"
            />
          ) : (
            <span class={css.gap} />
          ))}
        <div class={css.speech}>
          <Bubble message={message} shape={css.bubble} />
          <Reactions row={row} />
        </div>
        {message.messageId && !message.unsent && (
          <button
            type="button"
            class={css.acts}
            tabIndex={-1}
            aria-label={text.acts}
            aria-haspopup="menu"
            onClick={(event) => acts.showActs(message, event.currentTarget)}
          >
            <Icon of={EllipsisVertical} size="s" />
          </button>
        )}
      </div>
      {failed ? <Failure row={row} /> : last && <Status row={row} />}
    </div>
  );
}

function Status({ row: { message, delivery } }: { row: MessageRow }) {
  const text = useThreadText();
  const formats = useFormats();
  const icon = { sending: Clock, failed: CircleAlert, sent: Check, delivered: CheckCheck, read: CheckCheck }[delivery];
  const uploading = delivery === "sending" && message.local && message.local.progress > 0 && message.local.progress < 1;
  return (
    <p class={css.status}>
      <time dateTime={message.at}>{formats.time(message.at)}</time>
      {message.mine && (
        <>
          <Icon of={icon} class={classes(delivery === "read" && css.read)} />
          {uploading ? (
            <span>{text.sendingShare(formats.percent(message.local!.progress))}</span>
          ) : delivery === "read" || delivery === "sending" ? (
            <span>{text.states[delivery]}</span>
          ) : (
            <Hidden>{text.states[delivery]}</Hidden>
          )}
        </>
      )}
    </p>
  );
}

function Failure({ row: { message } }: { row: MessageRow }) {
  const { acts } = useThread();
  const text = useThreadText();
  const why = message.problem && text.problems[message.problem];
  return (
    <div class={classes(css.status, css.failure)} role="group" aria-label={text.notSent}>
      <Icon of={CircleAlert} />
      <b>{text.states.failed}.</b>
      {why && <span>{why}</span>}
      <Button look="plain" size="sm" icon={RotateCw} onClick={() => acts.retry(message)}>
        {text.tryAgain}
      </Button>
      <Button look="plain" size="sm" onClick={() => acts.discard(message)}>
        {text.remove}
      </Button>
    </div>
  );
}

function Reactions({ row: { message } }: { row: MessageRow }) {
  const { audience, acts } = useThread();
  const text = useThreadText();
  if (message.reactions.length === 0) return null;
  const own = audience === "person" ? "person" : "page";
  return (
    <span class={css.reactions}>
      {message.reactions.map(({ emoji, from }) =>
        from === own ? (
          <button key={from} type="button" title={text.takeBack(emoji)} onClick={() => acts.react(message, null)}>
            <span aria-hidden="true">{emoji}</span>
            <Hidden>
              {text.reactionBy(emoji, true)}. {text.takeBack(emoji)}
            </Hidden>
          </button>
        ) : (
          <span key={from} role="img" aria-label={text.reactionBy(emoji, false)}>
            {emoji}
          </span>
        ),
      )}
    </span>
  );
}

/** Only what has just been said rises; history stands still. */
function isFresh(at: string): boolean {
  return Math.abs(Date.now() - Date.parse(at)) < 2500;
}
