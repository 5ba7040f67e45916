import { useState } from "preact/hooks";
import { platform, type DeliveryFilter } from "../api/platform";
import { Card } from "../forms/Card";
import { Confirm } from "../forms/Confirm";
import { ProblemNote } from "../forms/ProblemNote";
import { usePage } from "../frame/page";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { Field, Select } from "../../shared/ui/Field";
import { RotateCw } from "../../shared/ui/icons";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { useApps } from "./apps";
import { DeliveryRows } from "./DeliveryRows";
import { allFields } from "./fields";
import { useDeveloperText } from "./text/useText";
import { useDeliveries } from "./useDeliveries";
import css from "./Developers.module.css";

const states = ["all", "failed", "waiting", "delivered", "given_up"];
const none: DeliveryFilter = {};

/** The log of what apps were told, with filters; what they leave can be sent again at once. */
export function Deliveries() {
  const words = useDeveloperText();
  const [filter, setFilter] = useState(none);
  const apps = useApps().data?.apps ?? [];
  const change = (part: DeliveryFilter) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value);
    setFilter(Object.fromEntries(next));
  };
  const day = (text: string) => (text ? new Date(text).toISOString() : "");
  return (
    <div class={css.wide}>
      <div class={css.filters}>
        <Select
          label={words.log.filterState}
          value={filter.state ?? "all"}
          onChange={({ currentTarget: { value } }) => change({ state: value === "all" ? "" : value })}
        >
          {states.map((state) => (
            <option key={state} value={state}>
              {words.log.states[state]}
            </option>
          ))}
        </Select>
        <Select
          label={words.log.filterField}
          value={filter.field ?? ""}
          onChange={(event) => change({ field: event.currentTarget.value })}
        >
          <option value="">{words.log.allFields}</option>
          {allFields.map((field) => (
            <option key={field} value={field}>
              {field}
            </option>
          ))}
        </Select>
        {apps.length > 1 && (
          <Select
            label={words.log.filterApp}
            value={filter.app ?? ""}
            onChange={(event) => change({ app: event.currentTarget.value })}
          >
            <option value="">{words.log.allApps}</option>
            {apps.map((app) => (
              <option key={app.app_id} value={app.app_id}>
                {app.name}
              </option>
            ))}
          </Select>
        )}
        <MomentField label={words.log.since} onChange={(text) => change({ since: day(text) })} />
        <MomentField label={words.log.until} onChange={(text) => change({ until: day(text) })} />
      </div>
      <Log key={JSON.stringify(filter)} filter={filter} onShowAll={() => setFilter(none)} />
    </div>
  );
}

/** A day and a time in the viewer's own zone. */
function MomentField({ label, onChange }: { label: string; onChange: (text: string) => void }) {
  return (
    <div class={css.moment}>
      <Field label={label} type="datetime-local" onChange={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}

function Log({ filter, onShowAll }: { filter: DeliveryFilter; onShowAll: () => void }) {
  const t = useText();
  const words = useDeveloperText();
  const page = usePage();
  const apps = useApps().data?.apps ?? [];
  const { list, more, problem, retry } = useDeliveries(filter);
  const [asking, setAsking] = useState(false);
  const filtered = Object.keys(filter).length > 0;
  if (problem && !list) return <ProblemNote problem={problem} onRetry={retry} />;
  if (!list) return <Skeleton label={t.common.loading} rows={5} />;
  if (list.deliveries.length === 0) {
    return filtered ? (
      <Empty title={words.log.noneFiltered} button={<Button onClick={onShowAll}>{words.log.showAll}</Button>} />
    ) : (
      <Empty title={words.log.none}>{words.log.noneHint}</Empty>
    );
  }
  return (
    <>
      <Card
        title={words.log.title}
        hint={words.log.hint}
        flush
        action={
          filtered && (
            <Button size="sm" icon={RotateCw} onClick={() => setAsking(true)}>
              {words.log.sendAgain}
            </Button>
          )
        }
      >
        <DeliveryRows deliveries={list.deliveries} apps={apps} />
      </Card>
      {list.next && (
        <div>
          <Button busy={more.busy && words.log.loadingMore} onClick={() => void more.run()}>
            {words.log.more}
          </Button>
        </div>
      )}
      <ProblemNote problem={more.problem} />
      {asking && (
        <Confirm
          title={words.log.sendAgainTitle(words.log.states[filter.state ?? "all"] ?? "")}
          keep={words.log.keep}
          verb={words.log.sendAgainAction}
          act={async () => {
            const { count } = await platform.redeliverAll(page.id, { ...filter, state: filter.state ?? "all" });
            toast(words.log.sentAgain(count));
          }}
          onClose={() => setAsking(false)}
        >
          {words.log.sendAgainBody}
        </Confirm>
      )}
    </>
  );
}
