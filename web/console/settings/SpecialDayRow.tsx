import type { SpecialDay } from "../api/pages";
import { IconButton } from "../../shared/ui/Button";
import { Switch } from "../../shared/ui/Check";
import { Field } from "../../shared/ui/Field";
import { Trash2 } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import { type HoursFault, nextSpan } from "./hours";
import { Spans } from "./Spans";
import css from "./DayHours.module.css";

type Props = {
  day: SpecialDay;
  fault: HoursFault | undefined;
  onChange: (day: SpecialDay) => void;
  onRemove: () => void;
};

/** A date whose hours count instead of its weekday's. */
export function SpecialDayRow({ day, fault, onChange, onRemove }: Props) {
  const t = useText();
  const words = t.settings.openingHours;
  const name = day.name?.trim() || day.date || words.special;
  const open = day.spans.length > 0;
  return (
    <div class={css.special} role="group" aria-label={name}>
      <div class={css.specialHead}>
        <Field
          label={words.date}
          type="date"
          value={day.date}
          error={fault === "incomplete" && !day.date && words.dateMissing}
          onInput={(event) => onChange({ ...day, date: event.currentTarget.value })}
        />
        <Field
          label={words.specialName}
          placeholder={words.specialNameHint}
          maxLength={60}
          value={day.name ?? ""}
          onInput={(event) => onChange({ ...day, name: event.currentTarget.value })}
        />
        <IconButton icon={Trash2} label={words.removeDay(name)} onClick={onRemove} />
      </div>
      <div class={css.specialHours}>
        <Switch
          label={open ? words.openThatDay : words.closed}
          checked={open}
          onChange={(on) => onChange({ ...day, spans: on ? [nextSpan([])] : [] })}
        />
        {open && (
          <Spans
            name={name}
            spans={day.spans}
            fault={fault === "incomplete" && !day.date ? undefined : fault}
            onChange={(spans) => onChange({ ...day, spans })}
          />
        )}
      </div>
    </div>
  );
}
