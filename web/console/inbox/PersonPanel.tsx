import { useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { inbox, type Conversation } from "../api/inbox";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Avatar } from "../../shared/ui/Avatar";
import { Button, IconButton } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { Icon } from "../../shared/ui/Icon";
import { Pencil } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { languageName } from "../forms/LanguageTexts";
import { useText } from "../text/useText";
import { nameOf } from "./ConversationRow";
import { sourceIcon, sourceName } from "./source";
import { conversationKey } from "./useConversation";
import { useNow } from "./useNow";
import css from "./PersonPanel.module.css";

/** Who this is, how they came in, and what there is between them and the shop. */
export function PersonPanel({ conversation }: { conversation: Conversation }) {
  const t = useText();
  const words = t.inbox.person;
  const formats = useFormats();
  const { person, entered } = conversation;
  const now = useNow(30_000);
  const there = useFormats(person.timezone);
  const base = person.locale.split("-")[0] ?? person.locale;
  const arrivals = [...entered].sort((a, b) => b.at.localeCompare(a.at));
  const first = arrivals.at(0);

  return (
    <div class={css.panel}>
      <section class={css.who}>
        <Avatar name={person.name} id={conversation.id} size="l" />
        <div>
          <PersonName conversation={conversation} />
          <p class={css.dim}>
            {words.writesIn(languageName(t, base))}
            {person.timezone && ` · ${words.localTime(there.time(now))}`}
          </p>
          {conversation.sample && <Tag>{t.inbox.sample}</Tag>}
        </div>
      </section>

      {first && (
        <section>
          <h3>{words.cameInBy}</h3>
          <div class={css.from}>
            <span class={css.door}>
              <Icon of={sourceIcon(first.kind)} />
            </span>
            <div>
              <p>
                <b>{sourceName(t, first)}</b>
              </p>
              <p class={css.faint}>{formats.dateTime(first.at)}</p>
              {first.ref && first.name && (
                <p class={css.faint}>
                  {words.reference}: <code>{first.ref}</code>
                </p>
              )}
            </div>
          </div>
        </section>
      )}

      <section>
        <h3>{words.about}</h3>
        <dl>
          {person.email && (
            <div>
              <dt>{words.email}</dt>
              <dd>
                <a href={`mailto:${person.email}`}>{person.email}</a>
              </dd>
            </div>
          )}
          {person.phone && (
            <div>
              <dt>{words.phone}</dt>
              <dd>
                <a href={`tel:${person.phone}`}>{person.phone}</a>
              </dd>
            </div>
          )}
          <div>
            <dt>{words.since}</dt>
            <dd>{formats.day(person.first_seen_at, now)}</dd>
          </div>
          {person.last_seen_at && (
            <div>
              <dt>{words.lastSeen}</dt>
              <dd>{formats.ago(person.last_seen_at, now)}</dd>
            </div>
          )}
          <div>
            <dt>{words.messages}</dt>
            <dd>{formats.number(conversation.counts.messages)}</dd>
          </div>
          <div>
            <dt>{words.files}</dt>
            <dd>{formats.number(conversation.counts.files)}</dd>
          </div>
        </dl>
      </section>

      {arrivals.length > 1 && (
        <section>
          <h3>{words.earlier}</h3>
          <ul class={css.earlier}>
            {arrivals.slice(1, 11).map((entry) => (
              <li key={entry.at}>
                <Icon of={sourceIcon(entry.kind)} size="s" />
                <span>{sourceName(t, entry)}</span>
                <time dateTime={entry.at}>{formats.briefly(entry.at, now)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function PersonName({ conversation }: { conversation: Conversation }) {
  const t = useText();
  const words = t.inbox.person;
  const page = usePage();
  const client = useQueryClient();
  const [editing, setEditing] = useState<string>();
  const save = useSubmit(async () => {
    const name = (editing ?? "").trim();
    await inbox.rename(page.id, conversation.id, name);
    client.setQueryData<Conversation>(
      conversationKey(page.id, conversation.id),
      (before) => before && { ...before, name, person: { ...before.person, name } },
    );
    setEditing(undefined);
  });

  if (editing === undefined) {
    return (
      <h2 class={css.name}>
        <span>{nameOf(t, { name: conversation.person.name ?? conversation.name })}</span>
        <IconButton
          icon={Pencil}
          label={words.editName}
          onClick={() => setEditing(conversation.person.name ?? conversation.name ?? "")}
        />
      </h2>
    );
  }
  return (
    <form
      class={css.rename}
      onSubmit={(event) => {
        event.preventDefault();
        if (editing.trim()) void save.run();
      }}
    >
      <Field
        label={words.name}
        maxLength={80}
        // The pencil was pressed to type here.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={editing}
        onInput={(event) => setEditing(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setEditing(undefined);
        }}
      />
      <div>
        <Button size="sm" look="go" type="submit" busy={save.busy && t.common.saving}>
          {t.common.save}
        </Button>{" "}
        <Button size="sm" onClick={() => setEditing(undefined)}>
          {t.common.cancel}
        </Button>
      </div>
      <ProblemNote problem={save.problem} />
    </form>
  );
}
