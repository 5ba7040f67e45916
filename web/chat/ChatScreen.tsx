import { useEffect, useMemo, useState } from "preact/hooks";
import type { OpenedSession } from "../shared/api/chat";
import type { Language } from "../shared/text/language";
import { Composer } from "../shared/thread/Composer";
import type { Message } from "../shared/thread/Message";
import { QuickReplies } from "../shared/thread/QuickReplies";
import { Thread } from "../shared/thread/Thread";
import { useThreadText } from "../shared/thread/text";
import { useConversation } from "../shared/thread/useConversation";
import { Problem } from "../shared/api/request";
import { Banner } from "../shared/ui/Banner";
import { Button } from "../shared/ui/Button";
import { Hidden } from "../shared/ui/Hidden";
import { UserRoundX, WifiOff } from "../shared/ui/icons";
import { lazy } from "../shared/ui/lazy";
import { Skeleton } from "../shared/ui/Skeleton";
import { toast } from "../shared/ui/toast";
import { ChatHead } from "./ChatHead";
import css from "./ChatScreen.module.css";
import { useConversationActs } from "./ConversationActs";
import { type Leaving, opensHere } from "./leaving";
import { openConversation } from "./openConversation";
import { ShopPanel } from "./ShopPanel";
import { useChatText } from "./text";
import { useAttention } from "./useAttention";
import { useOffline } from "./useOffline";
import { Welcome } from "./Welcome";
import { WhoAnswers } from "./WhoAnswers";

const Away = lazy(() => import("./entry").then((entry) => entry.Away));
const Commands = lazy(() => import("./entry").then((entry) => entry.Commands));
const EntryMenu = lazy(() => import("./entry").then((entry) => entry.EntryMenu));
const ConversationDialogs = lazy(() => import("./ConversationDialogs").then((dialogs) => dialogs.ConversationDialogs));

type Props = {
  session: OpenedSession;
  firstText: string | undefined;
  onLanguage: (language: Language) => void;
  onRefused: () => void;
};

export function ChatScreen({ session, firstText, onLanguage, onRefused }: Props) {
  const { page, entry, person, token } = session;
  const text = useChatText();
  const threadText = useThreadText();
  const opened = useMemo(() => openConversation(session, onRefused), [session.conversation, token]);
  useEffect(() => opened.close, [opened]);
  const { model } = opened;
  const view = useConversation(model);
  const offline = useOffline(opened);
  const acts = useConversationActs(session, onLanguage);
  useAttention(model, page);

  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<Message | null>(null);
  const [beganHere] = useState(session.seq === 0);
  const [away, setAway] = useState<Leaving | null>(null);
  const empty = view.loading !== "first" && !view.problem && view.messages.length === 0;

  const names = useMemo(
    () => ({ page: page.name, helper: page.helper_name, person: person.name ?? "" }),
    [page.name, page.helper_name, person.name],
  );
  const newest = view.messages.at(-1);
  const suggested = newest && !newest.mine && !newest.unsent ? newest.quickReplies : [];
  const edit = (message: Message, words: string) =>
    void model.edit(message.messageId!, words).catch((error: unknown) => {
      const { problems } = threadText;
      toast((error instanceof Problem && problems[error.code]) || problems.other!);
    });

  const { menu, commands } = entry;
  const leave = (button: Leaving["button"], message?: Message) => {
    if (button.type === "phone" || (button.type === "url" && !opensHere(button, entry.sites))) return false;
    setAway({ button, message });
    return true;
  };
  const rows = menu && (
    <EntryMenu menu={menu} sites={entry.sites} onTap={(postback) => model.send({ postback })} onOpen={leave} />
  );
  const begin = () => {
    model.send({ postback: { title: text.getStarted, payload: entry.get_started!.payload } });
    document.getElementById("write")?.focus();
  };

  return (
    <div class={css.stage}>
      <a class={css.skip} href="#write">
        {text.skip}
      </a>
      <ShopPanel page={page} acts={acts} />
      <div class={css.frame}>
        <ChatHead page={page} acts={acts}>
          <WhoAnswers view={view} page={page} onAsk={(postback) => model.send({ postback })} />
        </ChatHead>
        {offline && (
          <Banner look="dark" icon={WifiOff}>
            {text.offline}
          </Banner>
        )}
        <main class={css.main}>
          <h2>
            <Hidden>{threadText.messages}</Hidden>
          </h2>
          {view.loading === "first" && view.messages.length === 0 ? (
            <Skeleton label={text.loading} />
          ) : (
            <Thread
              model={model}
              label={threadText.conversationWith(page.name)}
              names={names}
              audience="person"
              start={
                <Welcome
                  page={page}
                  entry={entry}
                  greets={empty || beganHere}
                  fresh={empty}
                  onStart={(postback) => model.send({ postback })}
                />
              }
              onReply={(message) => {
                setEditing(null);
                setReplyTo(message);
              }}
              onEdit={(message) => {
                setReplyTo(null);
                setEditing(message);
              }}
              onTap={({ title = "", payload = title }, { messageId }) =>
                model.send({ postback: { title, payload, ...(messageId ? { message_id: messageId } : {}) } })
              }
              onOpen={leave}
            />
          )}
        </main>
        <footer class={css.dock} id="write" tabIndex={-1}>
          {acts.blocked ? (
            <Banner
              look="care"
              icon={UserRoundX}
              button={
                <Button size="sm" onClick={() => void acts.block(false)}>
                  {text.unblock}
                </Button>
              }
            >
              {text.blocked}
            </Banner>
          ) : entry.get_started && view.messages.length === 0 && session.seq === 0 ? (
            <Button look="brand" size="big" class={css.begin} onClick={begin}>
              {text.getStarted}
            </Button>
          ) : (
            <>
              <QuickReplies replies={suggested} onChoose={(quickReply) => model.send({ quickReply })} />
              {menu?.input_disabled ? (
                rows
              ) : (
                <Composer
                  draftKey={session.conversation}
                  names={names}
                  firstText={firstText}
                  replyTo={replyTo}
                  editing={editing}
                  onSend={(draft) => model.send(draft)}
                  onEdit={edit}
                  onCancel={() => {
                    setReplyTo(null);
                    setEditing(null);
                  }}
                  lead={rows && <div class={css.lead}>{rows}</div>}
                  suggest={
                    commands &&
                    ((words, choose) =>
                      words.startsWith("/") && <Commands commands={commands} words={words} onChoose={choose} />)
                  }
                  onWriting={() => model.writing()}
                  onStopped={() => model.stoppedWriting()}
                />
              )}
            </>
          )}
        </footer>
      </div>
      {away && <Away {...away} token={token} onClose={() => setAway(null)} />}
      {acts.open && <ConversationDialogs acts={acts} page={page} token={token} />}
    </div>
  );
}
