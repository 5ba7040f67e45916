import type { Summary } from "../api/inbox";
import { useMember } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Avatar } from "../../shared/ui/Avatar";
import { classes } from "../../shared/ui/classes";
import { Hidden } from "../../shared/ui/Hidden";
import { Icon } from "../../shared/ui/Icon";
import { Ban, Bot, Check, CheckCheck } from "../../shared/ui/icons";
import { Tag, WaitingPill } from "../../shared/ui/Mark";
import { type ConsoleText, useText } from "../text/useText";
import { sourceIcon, sourceName } from "./source";
import css from "./ConversationRow.module.css";

type Props = { summary: Summary; href: string; chosen: boolean; now: Date };

export function nameOf(t: ConsoleText, summary: { name?: string | undefined }) {
  return summary.name?.trim() || t.inbox.noName;
}

/** The last line in a word or two: "You: We keep it until seven." */
export function lastLine(t: ConsoleText, last: NonNullable<Summary["last"]>, ownName: string) {
  const kinds = {
    image: t.inbox.photo,
    audio: t.inbox.audio,
    video: t.inbox.video,
    file: t.inbox.file,
    template: t.inbox.template,
    unsent: t.inbox.unsent,
  } as const;
  const said = last.text || (last.kind === "text" || last.kind === "postback" ? "" : kinds[last.kind]);
  if (last.from === "person") return said;
  if (last.from === "helper") return `${t.inbox.helper}: ${said}`;
  return `${!last.from_name || last.from_name === ownName ? t.inbox.you : last.from_name}: ${said}`;
}

/** Waiting is told only while a person of the team is needed. */
export function ConversationRow({ summary, href, chosen, now }: Props) {
  const t = useText();
  const formats = useFormats();
  const { member } = useMember();
  const name = nameOf(t, summary);
  const { last, waiting_since: waiting } = summary;
  const unread = summary.unread > 0;
  const source = summary.source && sourceName(t, summary.source);
  const waited = waiting && formats.span((now.getTime() - Date.parse(waiting)) / 1000);
  const ours = last && last.from !== "person";

  return (
    <a class={classes(css.row, unread && css.unread)} href={href} aria-current={chosen ? "true" : undefined}>
      <Avatar
        name={summary.name}
        id={summary.id}
        mark={summary.source && <Icon of={sourceIcon(summary.source.kind)} size="s" />}
      />
      <span class={css.words}>
        <span class={css.name}>{name}</span>
        {last && <span class={css.line}>{lastLine(t, last, member.name)}</span>}
        <span class={css.tags}>
          {summary.status === "resolved" && (
            <Tag look="good" icon={Check}>
              {t.inbox.done}
            </Tag>
          )}
          {summary.blocked && (
            <Tag look="bad" icon={Ban}>
              {t.inbox.blocked}
            </Tag>
          )}
          {last?.from === "helper" && summary.helper === "on" && (
            <Tag look="info" icon={Bot}>
              {t.inbox.helperAnswers}
            </Tag>
          )}
          {source && <Tag>{source}</Tag>}
          {summary.sample && <Tag>{t.inbox.sample}</Tag>}
        </span>
      </span>
      <span class={css.side}>
        {waited && summary.status === "open" && (
          <WaitingPill label={t.inbox.waits(formats.span((now.getTime() - Date.parse(waiting)) / 1000, "long"))}>
            {waited}
          </WaitingPill>
        )}
        {last && <time dateTime={last.at}>{formats.briefly(last.at, now)}</time>}
        {unread && <Hidden>{t.inbox.unreadCount(summary.unread)}</Hidden>}
        {ours && last.from === "member" && <Delivery summary={summary} />}
      </span>
    </a>
  );
}

function Delivery({ summary }: { summary: Summary }) {
  const t = useText();
  const { read, delivered } = summary.receipts;
  if (read >= summary.seq) {
    return (
      <span class={css.read} title={t.inbox.read}>
        <Icon of={CheckCheck} size="s" label={t.inbox.read} />
      </span>
    );
  }
  if (delivered >= summary.seq) return <Icon of={CheckCheck} size="s" label={t.inbox.delivered} />;
  return <Icon of={Check} size="s" label={t.inbox.sent} />;
}
