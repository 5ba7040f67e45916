import { useState } from "preact/hooks";
import type { Hours, PageSettings, SpecialDay } from "../api/pages";
import { weekdays } from "../api/pages";
import { Card } from "../forms/Card";
import { ProblemNote } from "../forms/ProblemNote";
import { SaveBar } from "../forms/SaveBar";
import { useDraft } from "../forms/useDraft";
import { useSubmit } from "../forms/useSubmit";
import { useMayChange } from "../frame/page";
import { Button } from "../../shared/ui/Button";
import { Plus } from "../../shared/ui/icons";
import { Skeleton } from "../../shared/ui/Skeleton";
import { toast } from "../../shared/ui/toast";
import { useText } from "../text/useText";
import { DayHours } from "./DayHours";
import { copyDay, faultOf, faultsOf, sortDays } from "./hours";
import { SpecialDayRow } from "./SpecialDayRow";
import { useChangePage, usePageSettings } from "./usePageSettings";
import css from "./Settings.module.css";

export function HoursSettings() {
  const t = useText();
  const settings = usePageSettings();
  if (settings.error) return <ProblemNote problem={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton label={t.common.loading} rows={7} />;
  return <HoursForm saved={settings.data} />;
}

function HoursForm({ saved }: { saved: PageSettings }) {
  const t = useText();
  const words = t.settings.openingHours;
  const mayChange = useMayChange();
  const change = useChangePage();
  const edit = useDraft<{ hours: Hours; special_days: SpecialDay[] }>({
    hours: saved.hours,
    special_days: saved.special_days,
  });
  const [asked, setAsked] = useState(false);
  const { hours, special_days: days } = edit.draft;
  const faults = faultsOf(hours);
  const dayFaults = days.map((day) => (day.date ? faultOf(day.spans) : "incomplete"));
  const faulty = Object.keys(faults).length > 0 || dayFaults.some(Boolean);

  const save = useSubmit(async () => {
    setAsked(true);
    if (faulty) return;
    await change({ hours, special_days: sortDays(days) });
    edit.discard();
    setAsked(false);
    toast(t.common.saved);
  });

  const setDay = (index: number, day: SpecialDay | undefined) =>
    edit.change({ special_days: days.flatMap((one, at) => (at === index ? (day ? [day] : []) : [one])) });

  return (
    <>
      <Card title={words.title} hint={words.hint(saved.timezone.replaceAll("_", " "))} flush>
        {weekdays.map((day) => (
          <DayHours
            key={day}
            day={day}
            spans={hours[day] ?? []}
            fault={asked ? faults[day] : faults[day] === "incomplete" ? undefined : faults[day]}
            onChange={(spans) => edit.change({ hours: { ...hours, [day]: spans } })}
            onCopy={(to) => edit.change({ hours: copyDay(hours, day, to) })}
          />
        ))}
      </Card>

      <Card
        title={words.special}
        hint={words.specialHint}
        flush={days.length > 0}
        action={
          <Button
            size="sm"
            icon={Plus}
            onClick={() => edit.change({ special_days: [...days, { date: "", spans: [] }] })}
          >
            {words.addSpecial}
          </Button>
        }
      >
        {days.length === 0 && <p class={css.hint}>{words.specialEmpty}</p>}
        {days.map((day, index) => (
          <SpecialDayRow
            key={index}
            day={day}
            fault={asked ? dayFaults[index] : undefined}
            onChange={(changed) => setDay(index, changed)}
            onRemove={() => setDay(index, undefined)}
          />
        ))}
      </Card>

      <SaveBar
        dirty={edit.dirty}
        busy={save.busy}
        problem={save.problem}
        off={(!mayChange && t.problems.byCode.forbidden) || (asked && faulty && words.mend)}
        onSave={() => void save.run()}
        onDiscard={() => {
          edit.discard();
          save.clear();
          setAsked(false);
        }}
      />
    </>
  );
}
