import { useMemo } from "preact/hooks";
import { useLanguage, type Language } from "./language";

export type Formats = ReturnType<typeof createFormats>;

/** Dates, times, numbers and sizes as the viewer writes them, in the viewer's own zone. */
export function createFormats(language: Language, timeZone?: string, locale: string = language) {
  const zone = timeZone ? { timeZone } : {};
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", ...zone });
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: "short", ...zone });
  const dayMonth = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", ...zone });
  const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", ...zone });
  const fullDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", ...zone });
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", ...zone });
  const key = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", ...zone });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const numbers = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const unit = (name: string, display: "short" | "long" | "narrow", digits = 0) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: display, maximumFractionDigits: digits });

  const dayKey = (at: Date | string) => key.format(new Date(at));
  const daysBetween = (at: Date | string, now: Date) =>
    Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / 86_400_000);
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

  return {
    language,
    number: (value: number) => numbers.format(value),
    list: (items: string[]) => list.format(items),
    time: (at: Date | string) => clock.format(new Date(at)),
    dateTime: (at: Date | string) => whole.format(new Date(at)),
    /** The calendar day in the viewer's zone, `2026-01-31`. */
    dayKey,
    /** "Today", "Yesterday", "Monday", "Monday 16 June", "16 June 2024". */
    day(at: Date | string, now = new Date()): string {
      const days = daysBetween(at, now);
      if (days >= 0 && days <= 1) return capital(ago.format(-days, "day"));
      if (days > 1 && days < 7) return capital(weekday.format(new Date(at)));
      return capital((Math.abs(days) < 300 ? dayMonth : fullDay).format(new Date(at)));
    },
    /** For a list row: the time today, else "Mon", else "16 Jun". */
    briefly(at: Date | string, now = new Date()): string {
      const days = daysBetween(at, now);
      if (days <= 0) return clock.format(new Date(at));
      return (days < 7 ? shortWeekday : shortDay).format(new Date(at));
    },
    /** "5 minutes ago", "yesterday". */
    ago(at: Date | string, now = new Date()): string {
      const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
      const [step, name] = largestUnit(Math.abs(seconds));
      return ago.format(Math.trunc(seconds / step), name);
    },
    /** "6 min", "2 h", "3 days": rounded up, never under one minute. */
    span(seconds: number, display: "short" | "long" = "short"): string {
      const minutes = Math.max(1, Math.ceil(seconds / 60));
      if (minutes < 60) return unit("minute", display).format(minutes);
      const hours = Math.round(minutes / 60);
      return hours < 48 ? unit("hour", display).format(hours) : unit("day", "long").format(Math.round(hours / 24));
    },
    /** "0:12" */
    length(seconds: number): string {
      const rest = Math.floor(seconds % 60);
      return `${Math.floor(seconds / 60)}:${rest < 10 ? "0" : ""}${rest}`;
    },
    bytes(size: number): string {
      if (size < 1_000_000) return unit("kilobyte", "short").format(Math.max(1, Math.round(size / 1000)));
      return unit("megabyte", "short", 1).format(size / 1_000_000);
    },
    percent: (share: number) =>
      new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share),
  };
}

function largestUnit(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  if (seconds < 60) return [1, "second"];
  if (seconds < 3600) return [60, "minute"];
  if (seconds < 86_400) return [3600, "hour"];
  return [86_400, "day"];
}

export function useFormats(timeZone?: string): Formats {
  const language = useLanguage();
  return useMemo(() => createFormats(language, timeZone, localeOf(language)), [language, timeZone]);
}

/** The viewer's own way of writing the language, such as 24 hours in British English. */
function localeOf(language: Language): string {
  return navigator.languages.find((one) => one.split("-")[0] === language) ?? language;
}
