import { useMemo } from "preact/hooks";
import { useSyncExternalStore } from "react";
import type { Author } from "../../shared/api/conversation";
import { useFormats } from "../../shared/text/formats";
import { Note, SystemLine } from "../../shared/thread/Marks";
import type { Aside } from "../../shared/thread/rows";
import { Button } from "../../shared/ui/Button";
import { Ban, Bot, BotOff, Check, RotateCw } from "../../shared/ui/icons";
import type { TeamEvent } from "../api/inbox";
import { type ConsoleText, useText } from "../text/useText";
import { sourceIcon, sourcePhrase } from "./source";
import type { TeamTrack } from "./TeamTrack";
import css from "./ThreadPane.module.css";

/** What stands between the messages for the team alone: notes, and who did what to the conversation. */
export function useAsides(track: TeamTrack): readonly Aside[] {
  const t = useText();
  const formats = useFormats();
  const { events, waiting } = useSyncExternalStore(track.subscribe, track.snapshot);

  return useMemo(() => {
    const told = events.flatMap((event): Aside[] => {
      const content =
        event.type === "note" ? (
          <Note by={t.inbox.noteFrom(who(t, event.from))} time={formats.time(event.at)}>
            {event.note?.text}
          </Note>
        ) : (
          <Happening t={t} event={event} />
        );
      return [{ key: `team ${event.seq}`, after: event.thread_seq, at: event.at, content }];
    });
    const own = waiting.map((note): Aside => ({
      key: `note ${note.client_id}`,
      after: note.after,
      at: note.at,
      content: (
        <>
          <Note by={t.inbox.noteFrom(t.inbox.you)} time={formats.time(note.at)}>
            {note.text}
          </Note>
          {note.failed && (
            <p class={css.failed} role="alert">
              {t.inbox.noteFailed}
              <Button size="sm" look="plain" onClick={() => track.retryNote(note.client_id)}>
                {t.common.retry}
              </Button>
              <Button size="sm" look="plain" onClick={() => track.discardNote(note.client_id)}>
                {t.common.remove}
              </Button>
            </p>
          )}
        </>
      ),
    }));
    return [...told, ...own].sort((a, b) => a.after - b.after);
  }, [events, waiting, t, formats, track]);
}

function who(t: ConsoleText, from: Author) {
  return from.name ?? (from.kind === "person" ? t.inbox.events.person : t.inbox.events.someone);
}

/** A system line in words. */
export function Happening({ t, event }: { t: ConsoleText; event: TeamEvent }) {
  const words = t.inbox.events;
  const by = who(t, event.from);
  switch (event.type) {
    case "status":
      return event.status === "resolved" ? (
        <SystemLine icon={Check}>{words.resolved(by)}</SystemLine>
      ) : (
        <SystemLine icon={RotateCw}>
          {event.from.kind === "member" ? words.reopened(by) : words.reopenedByPerson}
        </SystemLine>
      );
    case "entered": {
      const phrase = event.entrance && sourcePhrase(t, event.entrance);
      return (
        <SystemLine icon={sourceIcon(event.entrance?.kind ?? "")}>
          {phrase ? words.entered(phrase) : words.enteredPlain}
        </SystemLine>
      );
    }
    case "helper":
      return event.quiet || event.helper === "quiet" ? (
        <SystemLine icon={BotOff}>{words.quiet(by)}</SystemLine>
      ) : (
        <SystemLine icon={Bot}>{event.from.kind === "member" ? words.awake(by) : words.awakeAgain}</SystemLine>
      );
    case "thread":
      return <SystemLine icon={Bot}>{threadPhrase(t, event)}</SystemLine>;
    case "blocked":
      return <SystemLine icon={Ban}>{event.on === false ? words.unblocked(by) : words.blocked(by)}</SystemLine>;
    case "note":
      return null;
  }
}

function threadPhrase(t: ConsoleText, event: TeamEvent): string {
  const words = t.inbox.events;
  if (event.move === "requested") return words.appAsks;
  if (!event.to) return words.nobodyAnswers;
  return event.to === "inbox" ? words.teamAnswers : words.appAnswers;
}
