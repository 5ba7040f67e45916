import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "preact/hooks";
import { inbox, type Hit } from "../api/inbox";
import { ProblemNote } from "../forms/ProblemNote";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { useFormats } from "../../shared/text/formats";
import { Avatar } from "../../shared/ui/Avatar";
import { Button } from "../../shared/ui/Button";
import { Skeleton } from "../../shared/ui/Skeleton";
import { Tag } from "../../shared/ui/Mark";
import { Lock } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import { nameOf } from "./ConversationRow";
import row from "./ConversationRow.module.css";
import css from "./SearchHits.module.css";

/** What was written with these words, the newest first, below the people of that name. */
export function SearchHits({ q, now }: { q: string; now: Date }) {
  const t = useText();
  const page = usePage();
  const words = useSettled(q, 250);
  const found = useInfiniteQuery({
    queryKey: ["search", page.id, words],
    queryFn: ({ pageParam, signal }) => inbox.search(page.id, words, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
  const hits = found.data?.pages.flatMap((one) => one.hits) ?? [];

  return (
    <section aria-label={t.inbox.found}>
      <h2 class={css.title}>{t.inbox.found}</h2>
      {found.isError && <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton label={t.common.loading} rows={3} />}
      {found.isSuccess && hits.length === 0 && <p class={css.nothing}>{t.inbox.foundNothing(words)}</p>}
      {hits.length > 0 && (
        <ul>
          {hits.map((hit) => (
            <li key={`${hit.conversation} ${hit.kind} ${hit.seq} ${hit.at}`}>
              <HitRow hit={hit} now={now} />
            </li>
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <p class={css.more}>
          <Button
            look="plain"
            busy={found.isFetchingNextPage && t.inbox.loadingMore}
            onClick={() => void found.fetchNextPage()}
          >
            {t.inbox.foundMore}
          </Button>
        </p>
      )}
    </section>
  );
}

function HitRow({ hit, now }: { hit: Hit; now: Date }) {
  const t = useText();
  const formats = useFormats();
  const page = usePage();
  return (
    <a class={row.row} href={paths.inbox(page.handle, hit.conversation, hit.seq)}>
      <Avatar name={hit.name} id={hit.conversation} />
      <span class={row.words}>
        <span class={row.name}>{nameOf(t, hit)}</span>
        <span class={css.text}>
          {hit.from.kind === "helper" && `${t.inbox.helper}: `}
          {hit.from.kind === "member" && `${hit.from.name ?? t.inbox.you}: `}
          <Marked text={hit.text} marks={hit.marks} />
        </span>
        <span class={row.tags}>{hit.kind === "note" && <Tag icon={Lock}>{t.inbox.note}</Tag>}</span>
      </span>
      <span class={row.side}>
        <time dateTime={hit.at}>{formats.briefly(hit.at, now)}</time>
      </span>
    </a>
  );
}

/** The found words stand out; pairs of signs that overlap are one mark. */
function Marked({ text, marks }: Pick<Hit, "text" | "marks">) {
  const parts = [];
  let at = 0;
  for (const [start, length] of marks) {
    if (start + length <= at) continue;
    const from = Math.max(start, at);
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, start + length)}</mark>);
    at = start + length;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** The value once it has stayed the same for so many milliseconds. */
function useSettled(value: string, milliseconds: number) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
