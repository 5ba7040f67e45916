import { type Hours, type Span, type Weekday, weekdays } from "../api/pages";

export const groups = {
  weekdays: weekdays.slice(0, 5),
  saturday: ["sat"],
  sunday: ["sun"],
} as const satisfies Record<string, readonly Weekday[]>;

export type Group = keyof typeof groups;

/** What most shops begin with, to be changed rather than typed. */
export const quickWeek: Hours = { ...setGroup({}, "weekdays", { from: "09:00", to: "18:00" }), sat: [], sun: [] };

export function groupSpan(hours: Hours, group: Group): Span | undefined {
  return hours[groups[group][0]]?.[0];
}

export function setGroup(hours: Hours, group: Group, span: Span | undefined): Hours {
  const changed = { ...hours };
  for (const day of groups[group]) changed[day] = span ? [{ ...span }] : [];
  return changed;
}
