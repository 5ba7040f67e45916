import { describe, expect, it } from "vitest";
import {
  copyDay,
  endShown,
  endTyped,
  faultOf,
  faultsOf,
  hasHours,
  isOvernight,
  nextSpan,
  sortDays,
} from "../../console/settings/hours";

describe("hours", () => {
  it("knows a span that runs past midnight", () => {
    expect(isOvernight({ from: "20:00", to: "02:00" })).toBe(true);
    expect(isOvernight({ from: "08:00", to: "20:00" })).toBe(false);
  });

  it("ends a whole day at 24:00, which a field shows as 00:00", () => {
    const wholeDay = { from: "00:00", to: "24:00" };
    expect(faultOf([wholeDay], [wholeDay])).toBeUndefined();
    expect(isOvernight(wholeDay)).toBe(false);
    expect(endTyped(endShown(wholeDay.to))).toBe("24:00");
    expect(endShown("20:00")).toBe("20:00");
  });

  it("refuses spans that overlap, in any order", () => {
    expect(
      faultOf([
        { from: "14:00", to: "20:00" },
        { from: "08:00", to: "14:30" },
      ]),
    ).toBe("overlap");
    expect(
      faultOf([
        { from: "14:00", to: "20:00" },
        { from: "08:00", to: "14:00" },
      ]),
    ).toBeUndefined();
  });

  it("refuses a half-written span", () => {
    expect(faultOf([{ from: "08:00", to: "" }])).toBe("incomplete");
  });

  it("sees the night of one day reach into the next", () => {
    const faults = faultsOf({
      sun: [{ from: "20:00", to: "09:00" }],
      mon: [{ from: "08:00", to: "12:00" }],
    });
    expect(faults).toEqual({ mon: "overlap_next_day" });
  });

  it("offers the afternoon after the morning", () => {
    expect(nextSpan([{ from: "08:00", to: "14:00" }])).toEqual({ from: "15:00", to: "19:00" });
    expect(nextSpan([])).toEqual({ from: "09:00", to: "18:00" });
  });

  it("copies a day without sharing its spans", () => {
    const hours = { mon: [{ from: "08:00", to: "14:00" }] };
    const copy = copyDay(hours, "mon", ["tue", "wed"]);
    expect(copy.tue).toEqual(hours.mon);
    expect(copy.tue![0]).not.toBe(hours.mon[0]);
  });

  it("sorts special days by date and tells whether any hours are set", () => {
    expect(
      sortDays([
        { date: "2026-12-25", spans: [] },
        { date: "2026-01-06", spans: [] },
      ])[0]?.date,
    ).toBe("2026-01-06");
    expect(hasHours({ mon: [] })).toBe(false);
    expect(hasHours({ sat: [{ from: "10:00", to: "12:00" }] })).toBe(true);
  });
});
