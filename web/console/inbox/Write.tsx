import { useEffect, useState } from "preact/hooks";
import { Composer } from "../../shared/thread/Composer";
import type { Message } from "../../shared/thread/Message";
import { Icon } from "../../shared/ui/Icon";
import { Lock } from "../../shared/ui/icons";
import { Banner } from "../../shared/ui/Banner";
import { Users } from "../../shared/ui/icons";
import { Tabs } from "../../shared/ui/Tabs";
import { toast } from "../../shared/ui/toast";
import type { Conversation } from "../api/inbox";
import { problemText } from "../forms/ProblemNote";
import { useMember, usePage } from "../frame/page";
import { useText } from "../text/useText";
import { AnswerUntil } from "./AnswerUntil";
import { nameOf } from "./ConversationRow";
import type { OpenThread } from "./openThread";
import type { Tone } from "./Talk";
import { useInboxLive } from "./useInboxLive";
import css from "./ThreadPane.module.css";

type Props = {
  conversation: Conversation;
  thread: OpenThread;
  tone: Tone;
  onTone: (tone: Tone) => void;
  replyTo: Message | null;
  editing: Message | null;
  onCancel: () => void;
};

/** Where to answer, or to leave the team a note; the two look different all over so that none is taken for the other. */
export function Write({ conversation, thread, tone, onTone, replyTo, editing, onCancel }: Props) {
  const t = useText();
  const page = usePage();
  const name = nameOf(t, conversation);
  const meanwhile = useAnsweredMeanwhile(conversation.id);
  const names = { page: page.name, helper: t.inbox.helper, person: name };
  const key = `${page.id}/${conversation.id}`;
  const note = tone === "note";

  return (
    <div class={note ? css.writeNote : css.write}>
      {meanwhile.by && !note && (
        <Banner look="care" icon={Users}>
          {t.inbox.answeredMeanwhile(meanwhile.by)}
        </Banner>
      )}
      {!note && <AnswerUntil conversation={conversation} />}
      <div class={css.tones}>
        <Tabs
          label={t.inbox.write}
          tabs={[
            { key: "reply", label: t.inbox.reply },
            {
              key: "note",
              label: (
                <>
                  <Icon of={Lock} size="s" />
                  {t.inbox.note}
                </>
              ),
            },
          ]}
          chosen={tone}
          onChoose={(wish) => onTone(wish as Tone)}
        />
        {note && <span class={css.only}>{t.inbox.noteOnly}</span>}
      </div>
      {note ? (
        <Composer
          key="note"
          draftKey={`${key}/note`}
          names={names}
          look="note"
          label={t.inbox.writeNote}
          files={false}
          onSend={(draft) => {
            if (draft.text) thread.track.addNote(draft.text, thread.model.last);
          }}
        />
      ) : (
        <Composer
          key="reply"
          draftKey={`${key}/reply`}
          names={names}
          look="team"
          label={conversation.name ? t.inbox.writeTo(name) : t.inbox.writeReply}
          replyTo={replyTo}
          editing={editing}
          onCancel={onCancel}
          onSend={(draft) => {
            meanwhile.clear();
            thread.model.send(draft);
          }}
          onEdit={(message, text) => {
            if (!message.messageId) return;
            thread.model.edit(message.messageId, text).catch((problem: unknown) => toast(problemText(t, problem)));
          }}
          onWriting={() => {
            meanwhile.begin();
            thread.model.writing();
          }}
          onStopped={() => thread.model.stoppedWriting()}
        />
      )}
    </div>
  );
}

/** Somebody of the team answered after this answer was begun: worth knowing before it is sent. */
function useAnsweredMeanwhile(person: string) {
  const live = useInboxLive();
  const page = usePage();
  const { member } = useMember();
  const [writing, setWriting] = useState(false);
  const [by, setBy] = useState<string>();
  useEffect(() => {
    if (!writing) return undefined;
    return live.on("changed", ({ page: changed, summary, events }) => {
      if (changed !== page.id || summary.id !== person) return;
      const answer = events?.find(
        (event) => event.type === "message" && event.from.kind === "member" && event.from.id !== member.id,
      );
      if (answer?.from.name) setBy(answer.from.name);
    });
  }, [live, page.id, person, member.id, writing]);
  return {
    by,
    begin: () => setWriting(true),
    clear: () => {
      setWriting(false);
      setBy(undefined);
    },
  };
}
