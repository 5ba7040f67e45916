import { expect, it } from "vitest";
import { doneTasks } from "../../console/start/doneTasks";
import { groupSpan, quickWeek, setGroup } from "../../console/start/quickWeek";

const page = {
  id: "1",
  handle: "luna",
  name: "Luna",
  brand: "#2a3f92",
  locale: "en",
  locales: ["en"],
  timezone: "Europe/Madrid",
  hours: {},
  special_days: [],
  policy: "house" as const,
  links: { page: "", chat: "" },
};

it("knows only the page at first", () => {
  expect([...doneTasks({ page })]).toEqual(["page"]);
});

it("ticks what is there", () => {
  const text = { on: true, text: { en: "Hello" } };
  const done = doneTasks({
    page: { ...page, brand: "#a32858", hours: { mon: [{ from: "09:00", to: "18:00" }] } },
    desk: {
      helper_name: "",
      greeting: text,
      instant: text,
      away: text,
      faqs: [{ question: { en: "?" }, answer: { en: "!" } }],
    },
    counts: { open: 0, unread: 0, resolved: 1 },
    team: { members: [{ id: "1", name: "Ana", email: "ana@luna.example", role: "owner" }], invitations: [{}] },
  });
  expect(done.size).toBe(6);
});

it("sets hours for a whole group of days", () => {
  const hours = setGroup(quickWeek, "saturday", { from: "10:00", to: "14:00" });
  expect(groupSpan(hours, "saturday")).toEqual({ from: "10:00", to: "14:00" });
  expect(hours.mon).toEqual([{ from: "09:00", to: "18:00" }]);
  expect(setGroup(hours, "weekdays", undefined).wed).toEqual([]);
});
