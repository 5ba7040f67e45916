import { useEffect, useMemo, useState } from "preact/hooks";
import { Composer } from "../shared/thread/Composer";
import { Note, SystemLine } from "../shared/thread/Marks";
import type { Message } from "../shared/thread/Message";
import { QuickReplies } from "../shared/thread/QuickReplies";
import { Thread } from "../shared/thread/Thread";
import { UserRoundCheck } from "../shared/ui/icons";
import css from "./Gallery.module.css";
import { sampleConversation } from "./sampleConversation";
import { Section } from "./Section";
import { usePartsText } from "./text";

export function Talk() {
  const text = usePartsText();
  return (
    <>
      <Section title={text.talk}>
        <Conversation audience="person" />
      </Section>
      <Section title={text.talkTeam}>
        <Conversation audience="team" />
      </Section>
    </>
  );
}

function Conversation({ audience }: { audience: "person" | "team" }) {
  const text = usePartsText();
  const model = useMemo(() => sampleConversation(text, audience === "person" ? "person" : "page"), [text, audience]);
  useEffect(() => () => model.close(), [model]);
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const names = useMemo(() => ({ page: "Luna", helper: text.helper, person: "Noor" }), [text]);
  const now = new Date().toISOString();
  const asides = [
    { key: "taken", after: 5, at: now, content: <SystemLine icon={UserRoundCheck}>{text.talkTaken}</SystemLine> },
    { key: "note", after: 11, at: now, content: <Note by="Teo">{text.talkNote}</Note> },
  ].slice(0, audience === "team" ? 2 : 1);

  return (
    <div class={css.talk}>
      <Thread
        model={model}
        label={audience === "team" ? text.talkTeam : text.talk}
        names={names}
        audience={audience}
        asides={asides}
        onReply={setReplyTo}
        onEdit={setReplyTo}
        onTap={() => undefined}
      />
      {audience === "person" && (
        <QuickReplies
          replies={text.talkTimes.map((title) => ({ title, payload: title }))}
          onChoose={({ title, payload }) => model.send({ quickReply: { title, payload } })}
        />
      )}
      <Composer
        draftKey={`parts-${audience}`}
        names={names}
        look={audience}
        replyTo={replyTo}
        onSend={(draft) => model.send(draft)}
        onCancel={() => setReplyTo(null)}
      />
    </div>
  );
}
