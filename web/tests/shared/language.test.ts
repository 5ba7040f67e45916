import { describe, expect, it } from "vitest";
import { createFormats } from "../../shared/text/formats";
import { pickLanguage } from "../../shared/text/language";
import { plural } from "../../shared/text/plural";

describe("language", () => {
  it("takes the first wish that is spoken", () => {
    expect(pickLanguage(null, "fr-FR", "es-MX", "en")).toBe("es");
    expect(pickLanguage("xx")).toBe("en");
  });

  it("counts as the language does", () => {
    const forms = { one: "# new message", other: "# new messages" };
    expect(plural("en", 1, forms)).toBe("1 new message");
    expect(plural("en", 12000, forms)).toBe("12,000 new messages");
  });
});

describe("formats", () => {
  const madrid = createFormats("en", "Europe/Madrid");
  const now = new Date("2026-06-16T22:30:00Z"); // half past midnight on the 17th in Madrid

  it("names days in the viewer's zone", () => {
    expect(madrid.day("2026-06-16T22:10:00Z", now)).toBe("Today");
    expect(madrid.day("2026-06-16T21:50:00Z", now)).toBe("Yesterday");
    expect(madrid.day("2026-06-12T10:00:00Z", now)).toBe("Friday");
    expect(createFormats("es", "Europe/Madrid").day("2026-05-18T10:00:00Z", now)).toBe("Lunes, 18 de mayo");
  });

  it("rounds a wait up to a minute at least", () => {
    expect(madrid.span(20)).toBe("1 min");
    expect(madrid.span(350)).toBe("6 min");
    expect(madrid.span(350, "long")).toBe("6 minutes");
    expect(madrid.span(7200)).toBe("2 hr");
  });

  it("says sizes and lengths", () => {
    expect(madrid.bytes(84_000)).toBe("84 kB");
    expect(madrid.bytes(2_340_000)).toBe("2.3 MB");
    expect(madrid.length(72)).toBe("1:12");
  });
});
