import { describe, expect, it } from "vitest";
import { linkify, onlyEmoji, safeHref } from "../../shared/thread/linkify";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [[piece.text, piece.href]] : []));

describe("linkify", () => {
  it("finds web, mail and telephone addresses and leaves the sentence's punctuation out", () => {
    expect(links("See https://luna.example/a?b=1, or www.luna.example.")).toEqual([
      ["https://luna.example/a?b=1", "https://luna.example/a?b=1"],
      ["www.luna.example", "https://www.luna.example/"],
    ]);
    expect(links("(https://en.wikipedia.org/wiki/Pan_(dish))")[0]![0]).toBe("https://en.wikipedia.org/wiki/Pan_(dish)");
    expect(links("Write to ana@luna.example!")).toEqual([["ana@luna.example", "mailto:ana@luna.example"]]);
    expect(links("Call +34 910 000 000")).toEqual([["+34 910 000 000", "tel:+34910000000"]]);
  });

  it("never makes a link that runs", () => {
    expect(links("javascript:alert(1) data:text/html,x 10+1234567")).toEqual([]);
    expect(safeHref("javascript:alert(1)")).toBeUndefined();
    expect(safeHref("https://luna.example")).toBe("https://luna.example/");
  });

  it("keeps every letter", () => {
    const text = "a <b>bold</b> https://x.example/é) ok\n\nend";
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

it("knows a message of emoji only", () => {
  expect(onlyEmoji("🎂🎉")).toBe(true);
  expect(onlyEmoji("👩‍👩‍👧 🇪🇸 ❤️")).toBe(true);
  expect(onlyEmoji("1")).toBe(false);
  expect(onlyEmoji("ok 👍")).toBe(false);
});
