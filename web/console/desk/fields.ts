export const fieldNames = ["first_name", "page", "back", "usual_reply"] as const;
export type FieldName = (typeof fieldNames)[number];

/** Which fields make sense where: only an away text knows when somebody is back. */
export const fieldsOf = {
  greeting: ["first_name", "page", "usual_reply"],
  instant: ["first_name", "page", "usual_reply"],
  away: ["first_name", "page", "back", "usual_reply"],
} as const satisfies Record<string, readonly FieldName[]>;

const pattern = /\{\{\s*(\w+)\s*(?:\|([^}]*))?\}\}/g;

/** Fills `{{first_name}}` and its like; `{{first_name|friend}}` says what stands there when it is not known. */
export function fill(text: string, values: Partial<Record<string, string>>): string {
  return text
    .replace(pattern, (_, name: string, fallback: string | undefined) => values[name] ?? fallback?.trim() ?? "")
    .replace(/ +([,.!?])/g, "$1")
    .trim();
}

/** Puts a field where the writing mark stands, with a space before it where words would touch. */
export function insertField(text: string, name: FieldName, start: number, end = start): { text: string; at: number } {
  const before = text.slice(0, start);
  const gap = before !== "" && !/\s$/.test(before) ? " " : "";
  const field = `${gap}{{${name}}}`;
  return { text: before + field + text.slice(end), at: start + field.length };
}
