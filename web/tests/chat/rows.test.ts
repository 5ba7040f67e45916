import { describe, expect, it } from "vitest";
import type { MenuItem } from "../../shared/api/chat";
import { matching, movedTo, parentAt, rowsAt, turnOf } from "../../chat/entry/rows";

const hours: MenuItem = { type: "postback", title: "Hours", payload: "HOURS" };
const cakes: MenuItem = {
  type: "nested",
  title: "Cakes",
  items: [{ type: "postback", title: "Lemon", payload: "LEMON" }],
};
const more: MenuItem = { type: "nested", title: "More", items: [hours, cakes] };

describe("a menu of levels", () => {
  it("shows the rows where one is, and by which row one came", () => {
    expect(rowsAt([hours, more], [])).toEqual([hours, more]);
    expect(rowsAt([hours, more], [1])).toEqual([hours, cakes]);
    expect(rowsAt([hours, more], [1, 1]).map(({ title }) => title)).toEqual(["Lemon"]);
    expect(parentAt([hours, more], [])).toBeUndefined();
    expect(parentAt([hours, more], [1])).toBe(more);
    expect(parentAt([hours, more], [1, 1])).toBe(cakes);
  });

  it("a place that is gone has no rows", () => {
    expect(rowsAt([hours], [3, 1])).toEqual([]);
    expect(parentAt([hours], [3])).toBeUndefined();
  });

  it.each([
    ["ArrowDown", 0, 1],
    ["ArrowDown", 2, 0],
    ["ArrowUp", 0, 2],
    ["ArrowDown", -1, 0],
    ["ArrowUp", -1, 2],
    ["Home", 2, 0],
    ["End", 0, 2],
    ["a", 0, undefined],
  ])("%s from %i of three leads to %s", (key, at, to) => {
    expect(movedTo(key, at, 3)).toBe(to);
  });

  it("nothing leads anywhere in an empty list", () => {
    expect(movedTo("ArrowDown", -1, 0)).toBeUndefined();
  });

  it("the arrow that points on leads in, in either direction of writing", () => {
    expect(["ArrowRight", "ArrowLeft", "ArrowUp"].map((key) => turnOf(key, false))).toEqual(["in", "out", undefined]);
    expect(["ArrowRight", "ArrowLeft"].map((key) => turnOf(key, true))).toEqual(["out", "in"]);
  });
});

describe("commands", () => {
  const commands = ["order", "Orders", "help"].map((name) => ({ name, description: name }));
  const found = (words: string) => matching(commands, words).map(({ name }) => name);

  it.each([
    ["/", ["order", "Orders", "help"]],
    ["/OR", ["order", "Orders"]],
    ["/orders", ["Orders"]],
    ["/order two", []],
    ["order", []],
    ["", []],
  ])("%s names %j", (words, names) => {
    expect(found(words)).toEqual(names);
  });
});
