import type { Hours } from "../api/pages";
import { Switch } from "../../shared/ui/Check";
import { endShown, endTyped } from "../settings/hours";
import { useText } from "../text/useText";
import { type Group, groups, groupSpan, setGroup } from "./quickWeek";
import css from "./QuickHours.module.css";

/** Hours in three lines; breaks, nights and holidays come later. */
export function QuickHours({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const t = useText();
  const words = t.settings.openingHours;
  return (
    <fieldset class={css.hours}>
      <legend>{t.start.hoursQuick}</legend>
      {(Object.keys(groups) as Group[]).map((group) => {
        const span = groupSpan(hours, group);
        const name = t.start[group];
        return (
          <div key={group} class={css.line}>
            <Switch
              label={name}
              checked={span !== undefined}
              onChange={(on) => onChange(setGroup(hours, group, on ? { from: "09:00", to: "18:00" } : undefined))}
            />
            {span ? (
              <span class={css.span}>
                <input
                  type="time"
                  aria-label={words.opens(name)}
                  value={span.from}
                  onInput={(event) => onChange(setGroup(hours, group, { ...span, from: event.currentTarget.value }))}
                />
                <span aria-hidden="true">–</span>
                <input
                  type="time"
                  aria-label={words.closes(name)}
                  value={endShown(span.to)}
                  onInput={(event) =>
                    onChange(setGroup(hours, group, { ...span, to: endTyped(event.currentTarget.value) }))
                  }
                />
              </span>
            ) : (
              <span class={css.closed}>{words.closed}</span>
            )}
          </div>
        );
      })}
      <p class={css.hint}>{t.start.moreHours}</p>
    </fieldset>
  );
}
