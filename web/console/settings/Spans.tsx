import type { Span } from "../api/pages";
import { IconButton } from "../../shared/ui/Button";
import { CircleAlert, Plus, X } from "../../shared/ui/icons";
import { Icon } from "../../shared/ui/Icon";
import { useText } from "../text/useText";
import { endShown, endTyped, type HoursFault, isOvernight, nextSpan } from "./hours";
import css from "./DayHours.module.css";

type Props = { name: string; spans: Span[]; fault: HoursFault | undefined; onChange: (spans: Span[]) => void };

/** The open spans of one day. */
export function Spans({ name, spans, fault, onChange }: Props) {
  const t = useText();
  const words = t.settings.openingHours;
  const set = (index: number, part: Partial<Span>) =>
    onChange(spans.map((span, at) => (at === index ? { ...span, ...part } : span)));
  return (
    <div class={css.spans}>
      {spans.map((span, index) => (
        <div key={index} class={css.span}>
          <input
            type="time"
            aria-label={words.opens(name)}
            aria-invalid={fault ? true : undefined}
            value={span.from}
            onInput={(event) => set(index, { from: event.currentTarget.value })}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            aria-label={words.closes(name)}
            aria-invalid={fault ? true : undefined}
            value={endShown(span.to)}
            onInput={(event) => set(index, { to: endTyped(event.currentTarget.value) })}
          />
          <IconButton
            icon={X}
            label={words.removeSpan}
            onClick={() => onChange(spans.filter((_, at) => at !== index))}
          />
          {index === spans.length - 1 && (
            <IconButton icon={Plus} label={words.addSpan} onClick={() => onChange([...spans, nextSpan(spans)])} />
          )}
          {isOvernight(span) && <span class={css.night}>{words.overnight}</span>}
        </div>
      ))}
      {fault && (
        <p class={css.fault} role="alert">
          <Icon of={CircleAlert} size="s" />
          {words.faults[fault]}
        </p>
      )}
    </div>
  );
}
