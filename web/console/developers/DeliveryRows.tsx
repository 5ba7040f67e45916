import type { App, Delivery } from "../api/platform";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { useFormats } from "../../shared/text/formats";
import { ListRow } from "../../shared/ui/ListRow";
import { DeliveryMark } from "./DeliveryMark";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

/** Deliveries, a row each. With several apps each row says whose it is. */
export function DeliveryRows({ deliveries, apps }: { deliveries: Delivery[]; apps: App[] }) {
  const words = useDeveloperText();
  const page = usePage();
  const formats = useFormats();
  return (
    <ul class={css.rows} aria-label={words.deliveries}>
      {deliveries.map((one) => {
        const app = apps.length > 1 ? apps.find((app) => app.app_id === one.app_id)?.name : undefined;
        const { last_attempt: last } = one;
        const answer = !last ? words.log.notTried : (last.status?.toString() ?? words.log.noAnswer);
        const line = [answer, one.failed_attempts > 0 && words.log.attempts(one.failed_attempts), app];
        return (
          <li key={one.delivery_id}>
            <ListRow
              href={paths.developers(page.handle, "deliveries", one.delivery_id)}
              title={<code class={css.code}>{one.field}</code>}
              line={line.filter(Boolean).join(" · ")}
              side={
                <>
                  <time dateTime={one.at}>{formats.briefly(one.at)}</time>
                  <DeliveryMark delivery={one} />
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
