import type { Ref } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../shared/api/request";
import { Button } from "../../shared/ui/Button";
import { Dialog } from "../../shared/ui/Dialog";
import { Empty } from "../../shared/ui/Empty";
import { Skeleton } from "../../shared/ui/Skeleton";
import { ProblemNote } from "../forms/ProblemNote";
import { useMember, usePage } from "../frame/page";
import { useText } from "../text/useText";
import type { ConversationList } from "./ConversationList";
import { nameOf } from "./ConversationRow";
import { openThread, type OpenThread } from "./openThread";
import { PersonPanel } from "./PersonPanel";
import { Talk } from "./Talk";
import { useConversation } from "./useConversation";
import { useInboxLive } from "./useInboxLive";
import css from "./ThreadPane.module.css";

type Props = { person: string; list: ConversationList; paneRef: Ref<HTMLElement>; onClose: () => void };

/** One open conversation: the thread, and the person beside it or in a sheet where there is no room. */
export function ThreadPane({ person, list, paneRef, onClose }: Props) {
  const t = useText();
  const page = usePage();
  const { member } = useMember();
  const live = useInboxLive();
  const conversation = useConversation(person);
  const [thread, setThread] = useState<OpenThread>();
  const [about, setAbout] = useState(false);

  useEffect(() => {
    const opened = openThread({ page: page.id, person, self: member.id, summary: list.find(person), live });
    setThread(opened);
    return opened.close;
  }, [page.id, person, member.id, live, list]);

  const { data, error } = conversation;
  const gone = error instanceof Problem && error.status === 404;
  if (!data || !thread) {
    return (
      <section ref={paneRef} class={css.talk} aria-label={t.inbox.conversations}>
        {gone && (
          <Empty
            title={t.problems.byCode.not_found!}
            button={<Button onClick={onClose}>{t.inbox.backToList}</Button>}
          />
        )}
        {error && !gone && <ProblemNote problem={error} onRetry={() => void conversation.refetch()} />}
        {!error && <Skeleton label={t.common.loading} rows={4} />}
      </section>
    );
  }
  return (
    <>
      <Talk conversation={data} thread={thread} paneRef={paneRef} onBack={onClose} onAbout={() => setAbout(true)} />
      <aside class={css.about} aria-label={t.inbox.about(nameOf(t, data))}>
        <PersonPanel conversation={data} />
      </aside>
      {about && (
        <Dialog
          title={t.inbox.about(nameOf(t, data))}
          look="side"
          closeLabel={t.common.close}
          onClose={() => setAbout(false)}
        >
          <div class={css.sheet}>
            <PersonPanel conversation={data} />
          </div>
        </Dialog>
      )}
    </>
  );
}
