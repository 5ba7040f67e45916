import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useSyncExternalStore } from "react";
import type { Counts, Tab } from "../api/inbox";
import { ProblemNote } from "../forms/ProblemNote";
import { PageSwitcher } from "../frame/PageSwitcher";
import { useMayChange, usePage } from "../frame/page";
import { paths } from "../paths";
import { Button, IconButton, LinkButton } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { Field } from "../../shared/ui/Field";
import { ArrowUpDown, Keyboard, Search } from "../../shared/ui/icons";
import { Skeleton } from "../../shared/ui/Skeleton";
import { Tabs } from "../../shared/ui/Tabs";
import { prefer, usePreferences } from "../settings/preferences";
import { Checklist } from "../start/Checklist";
import { useText } from "../text/useText";
import type { ConversationList } from "./ConversationList";
import { ConversationRow } from "./ConversationRow";
import { SearchHits } from "./SearchHits";
import { useNow } from "./useNow";
import css from "./ListPane.module.css";

type Props = {
  list: ConversationList;
  counts: Counts | undefined;
  tab: Tab;
  onTab: (tab: Tab) => void;
  q: string;
  onSearch: (q: string) => void;
  chosen: string | undefined;
  onHelp: () => void;
  banner: ComponentChildren;
};

export function ListPane({ list, counts, tab, onTab, q, onSearch, chosen, onHelp, banner }: Props) {
  const t = useText();
  const page = usePage();
  const state = useSyncExternalStore(list.subscribe, list.snapshot);
  const { order, keys } = usePreferences();
  const now = useNow(30_000);
  const end = useEndInSight(() => void list.loadMore());
  const { rows } = state;

  return (
    <section class={css.pane} data-pane="list" aria-label={t.inbox.conversations}>
      {banner}
      <div class={css.head}>
        <div class={css.title}>
          <p aria-hidden="true">{t.inbox.title}</p>
          {keys && (
            <span class={css.keys}>
              <IconButton icon={Keyboard} label={`${t.inbox.keyboard.title} (?)`} onClick={onHelp} />
            </span>
          )}
          <PageSwitcher />
        </div>
        <Field
          label={t.inbox.search}
          labelHidden
          type="search"
          icon={Search}
          placeholder={t.inbox.search}
          value={q}
          onInput={(event) => onSearch(event.currentTarget.value)}
        />
      </div>
      {!q && (
        <>
          <Checklist counts={counts} />
          <div class={css.tabs}>
            <Tabs
              label={t.inbox.views}
              tabs={[
                { key: "open", label: t.inbox.open, ...(counts ? { count: counts.open } : {}) },
                { key: "unread", label: t.inbox.unread, ...(counts ? { count: counts.unread } : {}) },
                { key: "resolved", label: t.inbox.resolved },
              ]}
              chosen={tab}
              onChoose={(key) => onTab(key as Tab)}
            />
          </div>
          <div class={css.order}>
            <span>{order === "longest_wait" ? t.inbox.longestWait : t.inbox.newest}</span>
            <IconButton
              icon={ArrowUpDown}
              label={t.inbox.changeOrder}
              aria-pressed={order === "longest_wait"}
              onClick={() => prefer({ order: order === "longest_wait" ? "newest" : "longest_wait" })}
            />
          </div>
        </>
      )}
      <div class={css.rows}>
        {q && <h2 class={css.part}>{t.inbox.people}</h2>}
        {state.problem !== undefined && (
          <div class={css.problem}>
            <ProblemNote problem={state.problem} onRetry={() => void list.reload()} />
          </div>
        )}
        {state.phase === "loading" && <Skeleton label={t.common.loading} rows={q ? 1 : 6} />}
        {state.phase === "ready" && rows.length === 0 && (
          <Nothing tab={tab} q={q} page={page.handle} onTab={onTab} onSearch={onSearch} />
        )}
        {rows.length > 0 && state.phase !== "loading" && (
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <ConversationRow
                  summary={row}
                  href={paths.inbox(page.handle, row.id)}
                  chosen={row.id === chosen}
                  now={now}
                />
              </li>
            ))}
          </ul>
        )}
        {state.more && <div ref={end} class={css.end} />}
        {state.loadingMore && <Skeleton label={t.inbox.loadingMore} rows={2} />}
        {q.trim() && !state.more && <SearchHits q={q} now={now} />}
      </div>
    </section>
  );
}

type NothingProps = { tab: Tab; q: string; page: string; onTab: (tab: Tab) => void; onSearch: (q: string) => void };

function Nothing({ tab, q, page, onTab, onSearch }: NothingProps) {
  const t = useText();
  const mayChange = useMayChange();
  if (q) {
    return (
      <p class={css.nobody}>
        {t.inbox.emptySearch(q)}
        <Button look="plain" size="sm" onClick={() => onSearch("")}>
          {t.inbox.clearSearch}
        </Button>
      </p>
    );
  }
  if (tab === "open") {
    return (
      <Empty
        title={t.inbox.emptyOpenTitle}
        button={mayChange && <LinkButton href={paths.startStep(page, "see")}>{t.inbox.emptyOpenAction}</LinkButton>}
      >
        {t.inbox.emptyOpen}
      </Empty>
    );
  }
  return (
    <Empty
      title={tab === "unread" ? t.inbox.emptyUnread : t.inbox.emptyResolved}
      button={<Button onClick={() => onTab("open")}>{t.inbox.showOpen}</Button>}
    />
  );
}

/** Calls when the end of the list comes near. */
function useEndInSight(reached: () => void) {
  const latest = useRef(reached);
  latest.current = reached;
  const watcher = useRef<IntersectionObserver | undefined>(undefined);
  useEffect(() => () => watcher.current?.disconnect(), []);
  return (end: HTMLElement | null) => {
    watcher.current?.disconnect();
    if (!end) return;
    watcher.current = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && latest.current(), {
      rootMargin: "400px",
    });
    watcher.current.observe(end);
  };
}
