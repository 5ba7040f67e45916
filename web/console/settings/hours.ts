import { type Hours, type Span, type SpecialDay, type Weekday, weekdays } from "../api/pages";

/** Rules of opening hours as they are edited. Times are "HH:MM"; a span whose end is not after its start runs past midnight. */

const dayMinutes = 24 * 60;

export function minutesOf(time: string) {
  if (time === "24:00") return dayMinutes;
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** A browser's field for a time knows midnight as 00:00 only; the end of a day is 24:00. */
export function endShown(to: string) {
  return to === "24:00" ? "00:00" : to;
}

export function endTyped(time: string) {
  return time === "00:00" ? "24:00" : time;
}

export function isOvernight(span: Span) {
  const from = minutesOf(span.from);
  const to = minutesOf(span.to);
  return from !== undefined && to !== undefined && to <= from;
}

function reach(span: Span): [number, number] | undefined {
  const from = minutesOf(span.from);
  const to = minutesOf(span.to);
  if (from === undefined || to === undefined) return undefined;
  return [from, to <= from ? to + dayMinutes : to];
}

export type HoursFault = "incomplete" | "overlap" | "overlap_next_day";

/** What is wrong with the spans of one day, given the day before it (its night may reach into this one). */
export function faultOf(spans: readonly Span[], before: readonly Span[] = []): HoursFault | undefined {
  const reaches: [number, number][] = [];
  for (const span of spans) {
    const range = reach(span);
    if (!range) return "incomplete";
    reaches.push(range);
  }
  reaches.sort((a, b) => a[0] - b[0]);
  for (let i = 1; i < reaches.length; i++) {
    if (reaches[i]![0] < reaches[i - 1]![1]) return "overlap";
  }
  const first = reaches[0];
  const night = Math.max(0, ...before.map((span) => (reach(span)?.[1] ?? 0) - dayMinutes));
  return first && first[0] < night ? "overlap_next_day" : undefined;
}

export function faultsOf(hours: Hours): Partial<Record<Weekday, HoursFault>> {
  const faults: Partial<Record<Weekday, HoursFault>> = {};
  weekdays.forEach((day, index) => {
    const before = hours[weekdays[(index + 6) % 7]!] ?? [];
    const fault = faultOf(hours[day] ?? [], before);
    if (fault) faults[day] = fault;
  });
  return faults;
}

/** The span to offer next: after the last one, a break of an hour in between. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  const end = last && minutesOf(last.to);
  if (!last || end === undefined || isOvernight(last)) return { from: "09:00", to: "18:00" };
  const from = Math.min(end + 60, 22 * 60);
  return { from: timeOf(from), to: timeOf(Math.min(from + 4 * 60, dayMinutes - 1)) };
}

function timeOf(minutes: number) {
  const hour = Math.floor(minutes / 60);
  return `${String(hour).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

export function copyDay(hours: Hours, from: Weekday, to: readonly Weekday[]): Hours {
  const copy = { ...hours };
  for (const day of to) copy[day] = (hours[from] ?? []).map((span) => ({ ...span }));
  return copy;
}

export function sortDays(days: readonly SpecialDay[]): SpecialDay[] {
  return [...days].sort((a, b) => a.date.localeCompare(b.date));
}

export function hasHours(hours: Hours | undefined) {
  return weekdays.some((day) => (hours?.[day]?.length ?? 0) > 0);
}
