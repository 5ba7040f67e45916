import { expect, it } from "vitest";
import { contrast, isColour, writingOn } from "../../console/settings/contrast";

it("chooses writing that can always be read", () => {
  for (const colour of ["#a32858", "#e0a800", "#ffffff", "#0b0b0b", "#ff4b3e", "#777777", "#7fd1c7"]) {
    expect(contrast(colour, writingOn(colour))).toBeGreaterThanOrEqual(4.5);
  }
  expect(writingOn("#a32858")).toBe("#ffffff");
  expect(writingOn("#e0a800")).toBe("#000000");
});

it("knows a whole colour", () => {
  expect(isColour("#A32858")).toBe(true);
  expect(isColour("#a3285")).toBe(false);
});
