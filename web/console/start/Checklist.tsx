import { useQuery } from "@tanstack/react-query";
import { accounts } from "../api/accounts";
import { desk } from "../api/desk";
import type { Counts } from "../api/inbox";
import { useMayChange, usePage } from "../frame/page";
import { paths } from "../paths";
import { Button } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { CircleCheck, CircleDashed, ChevronDown } from "../../shared/ui/icons";
import { Hidden } from "../../shared/ui/Hidden";
import { prefer, usePreferences } from "../settings/preferences";
import { usePageSettings } from "../settings/usePageSettings";
import { useText } from "../text/useText";
import { doneTasks, type Task, tasks } from "./doneTasks";
import css from "./Checklist.module.css";

/** What is left of opening the shop, at the top of the inbox until it is done or put away. */
export function Checklist({ counts }: { counts: Counts | undefined }) {
  const t = useText();
  const page = usePage();
  const mayChange = useMayChange();
  const { hiddenChecklists } = usePreferences();
  const wanted = mayChange && !page.sample && !hiddenChecklists.includes(page.id);
  const settings = usePageSettings();
  const helper = useQuery({ queryKey: ["desk", page.id], queryFn: () => desk.read(page.id), enabled: wanted });
  const team = useQuery({ queryKey: ["team"], queryFn: accounts.team, enabled: wanted });
  if (!wanted || !settings.data || !helper.data || !team.data || !counts) return null;

  const done = doneTasks({ page: settings.data, desk: helper.data, counts, team: team.data });
  if (done.size === tasks.length) return null;
  const ways: Record<Task, string> = {
    page: paths.settings(page.handle),
    hours: paths.startStep(page.handle, "look"),
    look: paths.startStep(page.handle, "look"),
    desk: paths.startStep(page.handle, "say"),
    phone: paths.startStep(page.handle, "see"),
    team: paths.startStep(page.handle, "team"),
  };

  return (
    <details class={css.list} open={counts.open + counts.resolved === 0}>
      <summary>
        <span class={css.title}>{t.checklist.title}</span>
        <span class={css.count}>{t.checklist.progress(done.size, tasks.length)}</span>
        <Icon of={ChevronDown} size="s" />
      </summary>
      <ul>
        {tasks.map((task) => (
          <li key={task}>
            {done.has(task) ? (
              <span class={css.done}>
                <Icon of={CircleCheck} size="s" />
                <span>
                  {t.checklist[task]} <Hidden>({t.checklist.done})</Hidden>
                </span>
              </span>
            ) : (
              <a href={ways[task]}>
                <Icon of={CircleDashed} size="s" />
                {t.checklist[task]}
              </a>
            )}
          </li>
        ))}
      </ul>
      <Button size="sm" look="plain" onClick={() => prefer({ hiddenChecklists: [...hiddenChecklists, page.id] })}>
        {t.checklist.hide}
      </Button>
    </details>
  );
}
