import type { Span, Weekday } from "../api/pages";
import { weekdays } from "../api/pages";
import { Switch } from "../../shared/ui/Check";
import { Copy } from "../../shared/ui/icons";
import { Menu } from "../../shared/ui/Menu";
import { useText } from "../text/useText";
import { type HoursFault, nextSpan } from "./hours";
import { Spans } from "./Spans";
import css from "./DayHours.module.css";

type Props = {
  day: Weekday;
  spans: Span[];
  fault: HoursFault | undefined;
  onChange: (spans: Span[]) => void;
  onCopy: (to: Weekday[]) => void;
};

/** One weekday: closed, or open in one or several spans that can be copied to other days. */
export function DayHours({ day, spans, fault, onChange, onCopy }: Props) {
  const t = useText();
  const words = t.settings.openingHours;
  const name = t.weekdays[day];
  const open = spans.length > 0;
  const others = weekdays.filter((one) => one !== day);
  return (
    <div class={css.day} role="group" aria-label={name}>
      <div class={css.name}>
        <Switch label={name} checked={open} onChange={(on) => onChange(on ? [nextSpan([])] : [])} />
      </div>
      {open ? (
        <Spans name={name} spans={spans} fault={fault} onChange={onChange} />
      ) : (
        <p class={css.closed}>{words.closed}</p>
      )}
      <Menu
        icon={Copy}
        label={words.copyFrom(name)}
        items={[
          { key: "week", label: words.copyWeek, onChoose: () => onCopy(weekdays.slice(0, 5)) },
          { key: "all", label: words.copyAll, onChoose: () => onCopy([...weekdays]) },
          ...others.map((to) => ({ key: to, label: t.weekdays[to], onChoose: () => onCopy([to]) })),
        ]}
      />
    </div>
  );
}
