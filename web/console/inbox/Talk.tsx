import { useQueryClient } from "@tanstack/react-query";
import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSearch } from "wouter";
import { Thread } from "../../shared/thread/Thread";
import type { Message } from "../../shared/thread/Message";
import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { Ban, Bot } from "../../shared/ui/icons";
import { toast } from "../../shared/ui/toast";
import { inbox, type Conversation, type Summary } from "../api/inbox";
import { Confirm } from "../forms/Confirm";
import { problemText } from "../forms/ProblemNote";
import { useMember, usePage } from "../frame/page";
import { useText } from "../text/useText";
import { nameOf } from "./ConversationRow";
import type { OpenThread } from "./openThread";
import { Presence } from "./Presence";
import { TalkHead } from "./TalkHead";
import { useAsides } from "./useAsides";
import { conversationKey } from "./useConversation";
import { Write } from "./Write";
import css from "./ThreadPane.module.css";

type Props = {
  conversation: Conversation;
  thread: OpenThread;
  paneRef: Ref<HTMLElement>;
  onBack: () => void;
  onAbout: () => void;
};

export type Tone = "reply" | "note";

/** The middle pane: who it is, what was said, and where to answer. */
export function Talk({ conversation, thread, paneRef, onBack, onAbout }: Props) {
  const t = useText();
  const page = usePage();
  const { member } = useMember();
  const client = useQueryClient();
  const asides = useAsides(thread.track);
  const [tone, setTone] = useState<Tone>("reply");
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const [blocking, setBlocking] = useState(false);
  const pane = useRef<HTMLElement | null>(null);
  const at = Number(new URLSearchParams(useSearch()).get("at")) || undefined;
  const name = nameOf(t, conversation);

  /** Shows what was asked for at once and takes it back when the server says no. */
  const ask = async (change: Partial<Summary>, send: () => Promise<unknown>) => {
    const key = conversationKey(page.id, conversation.id);
    const set = (part: Partial<Summary>) =>
      client.setQueryData<Conversation>(key, (before) => before && { ...before, ...part });
    const { status, helper, blocked = false } = conversation;
    set(change);
    try {
      await send();
      return true;
    } catch (problem) {
      set({ status, helper, blocked });
      toast(problemText(t, problem));
      return false;
    }
  };
  const setStatus = async (status: Summary["status"]) => {
    const done = await ask({ status }, () => inbox.setStatus(page.id, conversation.id, status));
    if (done && status === "resolved") {
      toast(t.inbox.resolvedToast, { label: t.common.undo, act: () => void setStatus("open") });
    }
  };
  const quiet = (on: boolean) =>
    void ask({ helper: on ? "quiet" : "on" }, () => inbox.quietHelper(page.id, conversation.id, on));
  const block = (on: boolean) => ask({ blocked: on }, () => inbox.block(page.id, conversation.id, on));
  const resolveOrReopen = () => void setStatus(conversation.status === "open" ? "resolved" : "open");

  const write = (wish: Tone) => {
    setTone(wish);
    requestAnimationFrame(() => pane.current?.querySelector("textarea")?.focus());
  };
  const latest = useRef({ write, resolveOrReopen });
  latest.current = { write, resolveOrReopen };
  useEffect(() => {
    const element = pane.current;
    const acts = {
      "inbox:reply": () => latest.current.write("reply"),
      "inbox:note": () => latest.current.write("note"),
      "inbox:resolve": () => latest.current.resolveOrReopen(),
    };
    for (const [event, act] of Object.entries(acts)) element?.addEventListener(event, act);
    return () => {
      for (const [event, act] of Object.entries(acts)) element?.removeEventListener(event, act);
    };
  }, []);

  return (
    <section
      ref={(element) => {
        pane.current = element;
        if (typeof paneRef === "object" && paneRef) paneRef.current = element;
      }}
      class={css.talk}
      aria-label={t.inbox.conversationWith(name)}
    >
      <TalkHead
        conversation={conversation}
        onBack={onBack}
        onAbout={onAbout}
        onResolve={resolveOrReopen}
        onQuiet={quiet}
        onBlock={() => (conversation.blocked ? void block(false) : setBlocking(true))}
      />
      {conversation.blocked ? (
        <Banner
          look="bad"
          icon={Ban}
          button={
            <Button size="sm" onClick={() => void block(false)}>
              {t.inbox.unblock}
            </Button>
          }
        >
          {t.inbox.blockedHere(name)}
        </Banner>
      ) : (
        conversation.helper === "quiet" && (
          <Banner
            look="info"
            icon={Bot}
            button={
              <Button size="sm" look="plain" onClick={() => quiet(false)}>
                {t.inbox.wake}
              </Button>
            }
          >
            <QuietBecause thread={thread} />
          </Banner>
        )
      )}
      <div class={css.thread}>
        <Thread
          model={thread.model}
          label={t.inbox.conversationWith(name)}
          names={{ page: page.name, helper: t.inbox.helper, person: name }}
          audience="team"
          asides={asides}
          at={at}
          onReply={(message) => {
            setTone("reply");
            setEditing(null);
            setReplyTo(message);
          }}
          onEdit={(message) => {
            setTone("reply");
            setReplyTo(null);
            setEditing(message);
          }}
        />
      </div>
      <Presence person={conversation.id} self={member.id} />
      <Write
        conversation={conversation}
        thread={thread}
        tone={tone}
        onTone={setTone}
        replyTo={replyTo}
        editing={editing}
        onCancel={() => {
          setReplyTo(null);
          setEditing(null);
        }}
      />
      {blocking && (
        <Confirm
          title={t.inbox.blockTitle(name)}
          keep={t.inbox.blockKeep}
          verb={t.inbox.block}
          act={async () => {
            await block(true);
          }}
          onClose={() => setBlocking(false)}
        >
          {t.inbox.blockBody}
        </Confirm>
      )}
    </section>
  );
}

/** Names the member whose answer made the helper quiet, when it is known. */
function QuietBecause({ thread }: { thread: OpenThread }) {
  const t = useText();
  const { events } = thread.track.snapshot();
  const last = events.findLast((event) => event.type === "helper");
  const name = last?.from.kind === "member" ? last.from.name : undefined;
  return <>{name ? t.inbox.helperQuiet(name) : t.inbox.helperQuietTeam}</>;
}
