import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLocation, useParams } from "wouter";
import { inbox, type Tab } from "../api/inbox";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { preferences, usePreferences } from "../settings/preferences";
import { WifiOff } from "../../shared/ui/icons";
import { Banner } from "../../shared/ui/Banner";
import { classes } from "../../shared/ui/classes";
import { Empty } from "../../shared/ui/Empty";
import { Hidden } from "../../shared/ui/Hidden";
import { useText } from "../text/useText";
import { ConversationList } from "./ConversationList";
import { KeysDialog } from "./KeysDialog";
import { ListPane } from "./ListPane";
import { ThreadPane } from "./ThreadPane";
import { useBell } from "./useBell";
import { useConnection, useInboxLive } from "./useInboxLive";
import { useKeys } from "./useKeys";
import { useCounts } from "./useCounts";
import css from "./Inbox.module.css";

/** List, thread and person: three panes at a desk, one at a time on a phone. */
export function Inbox() {
  const t = useText();
  const page = usePage();
  const live = useInboxLive();
  const [, go] = useLocation();
  const { person } = useParams<{ person?: string }>();
  const { order, keys } = usePreferences();
  const [tab, setTab] = useState<Tab>("open");
  const [q, setQ] = useState("");
  const [helping, setHelping] = useState(false);
  const connection = useConnection();
  const counts = useCounts();
  const unread = counts?.unread ?? 0;

  const list = useMemo(
    () =>
      new ConversationList((filter, after) => inbox.list(page.id, { ...filter, ...(after ? { after } : {}) }), {
        tab: "open",
        order: preferences().order,
        q: "",
      }),
    [page.id],
  );

  useEffect(() => {
    // The first look at a list waits for nothing; a search waits for the end of a word.
    const timer = setTimeout(() => void list.show({ tab: q ? "all" : tab, order, q }), q ? 250 : 0);
    return () => clearTimeout(timer);
  }, [list, tab, order, q]);

  useEffect(() => list.keep(person), [list, person]);

  useEffect(() => {
    const stops = [
      live.on("changed", ({ page: changed, summary }) => {
        if (changed === page.id) list.change(summary);
      }),
      live.on("resumed", () => void list.reload()),
    ];
    return () => stops.forEach((stop) => stop());
  }, [live, list, page.id]);

  useBell(page.id);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${t.inbox.title} · ${page.name}`;
  }, [unread, page.name, t]);

  const open = (id: string) => go(paths.inbox(page.handle, id));
  const close = () => go(paths.inbox(page.handle));
  const step = (by: 1 | -1) => {
    const rows = list.snapshot().rows;
    const at = rows.findIndex((row) => row.id === person);
    const next = rows[at < 0 ? 0 : at + by];
    if (next) open(next.id);
  };
  const thread = useRef<HTMLElement>(null);
  const press = (act: "reply" | "note" | "resolve") => {
    thread.current?.dispatchEvent(new CustomEvent(`inbox:${act}`));
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    r: () => press("reply"),
    n: () => press("note"),
    e: () => press("resolve"),
    "?": () => setHelping(true),
    Escape: person ? close : undefined,
  });

  return (
    <main id="main" class={classes(css.panes, person && css.reading)}>
      <Hidden>
        <h1>{t.inbox.title}</h1>
      </Hidden>
      <ListPane
        list={list}
        counts={counts}
        tab={tab}
        onTab={setTab}
        q={q}
        onSearch={setQ}
        chosen={person}
        onHelp={() => setHelping(true)}
        banner={
          connection === "lost" && (
            <Banner look="dark" icon={WifiOff}>
              {t.frame.offline}
            </Banner>
          )
        }
      />
      {person ? (
        <ThreadPane key={`${page.id} ${person}`} person={person} list={list} paneRef={thread} onClose={close} />
      ) : (
        <section class={css.none} aria-label={t.inbox.choose}>
          <Empty title={t.inbox.choose}>{keys && t.inbox.chooseHint}</Empty>
        </section>
      )}
      {helping && <KeysDialog onClose={() => setHelping(false)} />}
    </main>
  );
}
