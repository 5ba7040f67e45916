import type { Command, MenuItem } from "../../shared/api/chat";

/** The rows at a place of a menu; the path names the row that was opened on each level above. */
export function rowsAt(items: readonly MenuItem[], path: readonly number[]): readonly MenuItem[] {
  return path.reduce<readonly MenuItem[]>((rows, at) => rows[at]?.items ?? [], items);
}

/** The row by which one came to this place; none at the top. */
export function parentAt(items: readonly MenuItem[], path: readonly number[]): MenuItem | undefined {
  return rowsAt(items, path.slice(0, -1))[path.at(-1) ?? -1];
}

/** Where a key leads in a list that goes round; undefined when it leads nowhere. */
export function movedTo(key: string, at: number, count: number): number | undefined {
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || count === 0 ? undefined : (to + count) % count;
}

/** Into a nested menu with the arrow that points on, out of it with the one that points back. */
export function turnOf(key: string, fromRight: boolean): "in" | "out" | undefined {
  if (key !== "ArrowRight" && key !== "ArrowLeft") return undefined;
  return (key === "ArrowRight") === fromRight ? "out" : "in";
}

/** The commands that what is written begins to name. */
export function matching(commands: readonly Command[], words: string): readonly Command[] {
  if (!words.startsWith("/")) return [];
  const begun = words.slice(1).toLowerCase();
  return commands.filter(({ name }) => name.toLowerCase().startsWith(begun));
}
