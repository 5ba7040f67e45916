import type { Language } from "./language";

type Forms = { one: string; other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

const rules = new Map<Language, Intl.PluralRules>();

/** `plural("en", 3, { one: "# message", other: "# messages" })` → "3 messages". */
export function plural(language: Language, count: number, forms: Forms): string {
  let rule = rules.get(language);
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)));
  const form = forms[rule.select(count)] ?? forms.other;
  return form.replace("#", new Intl.NumberFormat(language).format(count));
}
