import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useParams } from "wouter";
import { desk, type Desk } from "../api/desk";
import type { PageSettings } from "../api/pages";
import { ProblemNote } from "../forms/ProblemNote";
import { SaveBar } from "../forms/SaveBar";
import { useDraft } from "../forms/useDraft";
import { useSubmit } from "../forms/useSubmit";
import { useMayChange, usePage } from "../frame/page";
import { Screen } from "../frame/Screen";
import { paths } from "../paths";
import { Check } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { Skeleton } from "../../shared/ui/Skeleton";
import { Tabs } from "../../shared/ui/Tabs";
import { toast } from "../../shared/ui/toast";
import { usePageSettings } from "../settings/usePageSettings";
import { useText } from "../text/useText";
import { AutomaticTextForm } from "./AutomaticTextForm";
import { Faqs, unfinished } from "./Faqs";
import css from "./FrontDesk.module.css";

export const deskKey = (page: string) => ["desk", page];

export function FrontDesk() {
  const page = usePage();
  const t = useText();
  const settings = usePageSettings();
  const saved = useQuery({ queryKey: deskKey(page.id), queryFn: () => desk.read(page.id) });
  const problem = saved.error ?? settings.error;

  if (saved.data && settings.data) {
    return <DeskForm key={page.id} saved={saved.data} settings={settings.data} />;
  }
  return (
    <Screen title={t.desk.title}>
      {problem ? (
        <ProblemNote
          problem={problem}
          onRetry={() => {
            void saved.refetch();
            void settings.refetch();
          }}
        />
      ) : (
        <Skeleton label={t.common.loading} rows={4} />
      )}
    </Screen>
  );
}

type TabKey = "greeting" | "instant" | "away" | "questions";

function DeskForm({ saved, settings }: { saved: Desk; settings: PageSettings }) {
  const t = useText();
  const page = usePage();
  const mayChange = useMayChange();
  const client = useQueryClient();
  const [, go] = useLocation();
  const { tab: wish } = useParams();
  const edit = useDraft(saved);
  const { draft } = edit;
  const labels: Record<TabKey, string> = {
    greeting: t.desk.greeting,
    instant: t.desk.instant,
    away: t.desk.away,
    questions: t.desk.questions,
  };
  const tab: TabKey = wish && wish in labels ? (wish as TabKey) : "greeting";

  const save = useSubmit(async () => {
    await desk.write(page.id, draft);
    await client.invalidateQueries({ queryKey: deskKey(page.id) });
    edit.discard();
    toast(t.desk.live);
  });
  const on = draft.greeting.on || draft.instant.on || draft.away.on || draft.faqs.length > 0;

  return (
    <Screen
      title={t.desk.title}
      action={
        on ? (
          <span class={css.state}>
            <Tag look="good" icon={Check}>
              {t.desk.helperOn}
            </Tag>
          </span>
        ) : (
          <span class={css.state}>
            <Tag>{t.desk.helperOff}</Tag>
          </span>
        )
      }
      tabs={
        <Tabs
          label={t.desk.tabs}
          tabs={(Object.keys(labels) as TabKey[]).map((key) => ({
            key,
            label: labels[key],
            ...(key === "questions" ? { count: draft.faqs.length } : {}),
          }))}
          chosen={tab}
          onChoose={(key) => go(paths.desk(page.handle, key), { replace: true })}
        />
      }
    >
      {tab === "questions" ? (
        <Faqs faqs={draft.faqs} settings={settings} onChange={(faqs) => edit.change({ faqs })} />
      ) : (
        <AutomaticTextForm
          key={tab}
          kind={tab}
          desk={draft}
          settings={settings}
          onChange={(text) => edit.change({ [tab]: text })}
          onRename={(helper_name) => edit.change({ helper_name })}
        />
      )}
      <SaveBar
        dirty={edit.dirty}
        busy={save.busy}
        problem={save.problem}
        verb={t.desk.makeLive}
        off={
          (!mayChange && t.problems.byCode.forbidden) ||
          (draft.faqs.some((faq) => unfinished(faq)) && t.desk.faqMissing)
        }
        onSave={() => void save.run()}
        onDiscard={() => {
          edit.discard();
          save.clear();
        }}
      />
    </Screen>
  );
}
