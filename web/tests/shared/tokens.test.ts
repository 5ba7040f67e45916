import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("keeps the two dark blocks of the tokens the same", () => {
  const css = readFileSync("shared/ui/tokens.css", "utf8");
  const roles = (start: string) => {
    const from = css.indexOf("{", css.indexOf(start)) + 1;
    return css.slice(from, css.indexOf("}", from)).replace(/\s+/g, " ").trim();
  };
  expect(roles(':root:not([data-theme="light"])')).toBe(roles('\n[data-theme="dark"]'));
});
