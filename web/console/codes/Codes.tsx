import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "preact/hooks";
import { entrances, type Entrance } from "../api/entrances";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { useMayChange, usePage } from "../frame/page";
import { Screen } from "../frame/Screen";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { Plus } from "../../shared/ui/icons";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { CodeDialog } from "./CodeDialog";
import { CodeRow } from "./CodeRow";
import { Poster } from "./Poster";
import css from "./Codes.module.css";

export const entrancesKey = (page: string) => ["entrances", page];

/** The page itself is an entrance too: it stands first and cannot be deleted. */
const ownPage = "page";

export function Codes() {
  const t = useText();
  const page = usePage();
  const mayChange = useMayChange();
  const formats = useFormats();
  const client = useQueryClient();
  const list = useQuery({ queryKey: entrancesKey(page.id), queryFn: () => entrances.list(page.id) });
  const [chosen, setChosen] = useState(ownPage);
  const [editing, setEditing] = useState<Entrance | "new">();
  const [deleting, setDeleting] = useState<Entrance>();
  const poster = useRef<HTMLDivElement>(null);
  const refresh = () => client.invalidateQueries({ queryKey: entrancesKey(page.id) });
  const choose = (id: string) => {
    setChosen(id);
    // Where the poster lies below the list, a choice leads down to it.
    if (!matchMedia("(min-width: 64em)").matches) poster.current?.scrollIntoView({ block: "start" });
  };

  const codes = list.data?.entrances ?? [];
  const made = codes.filter((code) => code.id !== ownPage);
  const shown = codes.find((code) => code.id === chosen) ?? codes[0];
  const total = codes.reduce((sum, code) => sum + code.starts, 0);
  const best = made.reduce<Entrance | undefined>(
    (top, code) => (code.starts > (top?.starts ?? 0) ? code : top),
    undefined,
  );

  return (
    <Screen
      title={t.codes.title}
      action={
        mayChange && (
          <Button look="go" icon={Plus} onClick={() => setEditing("new")}>
            {t.codes.newCode}
          </Button>
        )
      }
    >
      <div class={css.columns}>
        <div class={css.main}>
          {list.error && <ProblemNote problem={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <Skeleton label={t.common.loading} rows={4} />}
          {list.data && (
            <>
              <dl class={css.totals}>
                <div>
                  <dt>{t.codes.all}</dt>
                  <dd>{formats.number(made.length)}</dd>
                </div>
                <div>
                  <dt>{t.codes.starts}</dt>
                  <dd>{formats.number(total)}</dd>
                </div>
                <div>
                  <dt>{t.codes.best}</dt>
                  <dd class={css.word}>{best?.name ?? "–"}</dd>
                </div>
              </dl>
              <ul class={css.list} aria-label={t.codes.title}>
                {codes.map((code) => (
                  <CodeRow
                    key={code.id}
                    code={code}
                    ownPage={code.id === ownPage}
                    chosen={code.id === shown?.id}
                    onChoose={() => choose(code.id)}
                  />
                ))}
              </ul>
              <p class={css.hint}>{made.length === 0 ? t.codes.hint : t.codes.countHint}</p>
            </>
          )}
        </div>
        <div ref={poster} class={css.poster}>
          {shown && (
            <Poster
              ownPage={shown.id === ownPage}
              code={shown}
              onEdit={mayChange && shown.id !== ownPage ? () => setEditing(shown) : undefined}
              onDelete={mayChange && shown.id !== ownPage ? () => setDeleting(shown) : undefined}
            />
          )}
        </div>
      </div>

      {editing && (
        <CodeDialog
          code={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onDone={async (made) => {
            if (made) {
              setChosen(made.id);
              toast(t.codes.created);
            }
            await refresh();
          }}
        />
      )}
      {deleting && (
        <Confirm
          title={t.codes.deleteTitle(deleting.name)}
          keep={t.codes.keep}
          verb={t.codes.delete}
          act={async () => {
            await entrances.remove(page.id, deleting.id);
            toast(t.codes.deleted(deleting.name));
            await refresh();
          }}
          onClose={() => setDeleting(undefined)}
        >
          {t.codes.deleteBody}
        </Confirm>
      )}
    </Screen>
  );
}
