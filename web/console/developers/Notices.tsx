import { useQuery } from "@tanstack/react-query";
import { platform, type App } from "../api/platform";
import { Card } from "../forms/Card";
import { usePage } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

/** What became of the app's webhook. Nothing is shown while there is nothing to tell. */
export function Notices({ app }: { app: App }) {
  const words = useDeveloperText().notices;
  const page = usePage();
  const formats = useFormats();
  const state = app.webhook?.state;
  const list = useQuery({ queryKey: ["notices", page.id, state], queryFn: () => platform.notices(page.id) });
  const own = list.data?.notices.filter((notice) => notice.app_id === app.app_id) ?? [];
  if (own.length === 0) return null;
  return (
    <Card title={words.title} flush>
      <ul class={css.rows}>
        {own.map((notice) => (
          <li key={`${notice.at} ${notice.kind}`} class={css.row}>
            <span class={css.words}>
              <b>{words.kinds[notice.kind] ?? notice.kind}</b>
              {notice.detail && <span>{notice.detail}</span>}
            </span>
            <time class={css.hint} dateTime={notice.at}>
              {formats.briefly(notice.at)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  );
}
