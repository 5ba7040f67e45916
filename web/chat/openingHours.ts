import type { ChatPage } from "../shared/api/chat";
import type { Formats } from "../shared/text/formats";
import { createFormats } from "../shared/text/formats";
import type { ChatText } from "./text/en";

/** "9:00" today, else "Monday 9:00", as the clock stands where the shop is. */
export function openingTime(page: ChatPage, formats: Formats, now = new Date()): string | undefined {
  const at = page.hours.opens_at;
  if (!at) return undefined;
  if (/^\d\d:\d\d$/.test(at)) return clock(at);
  const there = createFormats(formats.language, page.timezone);
  if (there.dayKey(at) === there.dayKey(now)) return there.time(at);
  const weekday = new Intl.DateTimeFormat(formats.language, { weekday: "long", timeZone: page.timezone });
  return `${weekday.format(new Date(at))} ${there.time(at)}`;
}

/** "7:30 – 13:00, 16:00 – 20:00"; undefined where the page has set no hours. */
export function todaysHours(page: ChatPage, text: ChatText): string | undefined {
  const spans = page.hours.today;
  if (!spans) return undefined;
  if (spans.length === 0) return text.closedToday;
  if (spans.some(({ from, to }) => from === "00:00" && to === "24:00")) return text.allDay;
  return spans.map(({ from, to }) => `${clock(from)} – ${clock(to)}`).join(", ");
}

function clock(time: string): string {
  return time.replace(/^0(\d)/, "$1");
}
