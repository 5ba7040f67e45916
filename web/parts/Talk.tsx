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
      <Section title={text.templates}>
        <Templates audience="person" />
      </Section>
      <Section title={text.templatesTeam}>
        <Templates audience="team" />
      </Section>
    </>
  );
}

function Templates({ audience }: { audience: "person" | "team" }) {
  const text = usePartsText();
  const side = audience === "person" ? "person" : "page";
  const model = useMemo(() => sampleConversation(text, side, "templates"), [text, side]);
  useEffect(() => () => model.close(), [model]);
  const names = useMemo(() => ({ page: "Luna", helper: text.helper, person: "Noor" }), [text]);
  return (
    <div class={css.talk}>
      <Thread
        model={model}
        label={audience === "team" ? text.templatesTeam : text.templates}
        names={names}
        audience={audience}
        onReply={() => undefined}
        onEdit={() => undefined}
        onTap={audience === "person" ? () => undefined : undefined}
      />
      {audience === "person" && (
        <QuickReplies
          replies={[{ content_type: "user_phone_number" }, { content_type: "user_email" }]}
          onChoose={(quickReply) => model.send({ quickReply })}
        />
      )}
    </div>
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
          onChoose={(quickReply) => model.send({ quickReply })}
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
