import { useState } from "preact/hooks";
import type { TextByLanguage } from "../api/pages";
import { Tabs } from "../../shared/ui/Tabs";
import { useText } from "../text/useText";
import type { ComponentChildren } from "preact";
import css from "./LanguageTexts.module.css";

export function languageName(t: ReturnType<typeof useText>, language: string) {
  return t.common.languages[language] ?? language;
}

/** The text people get in a language: its own, else the main one's, else any. */
export function textFor(
  text: TextByLanguage,
  language: string,
  main: string,
): { text: string; from: string } | undefined {
  for (const from of [language, main, ...Object.keys(text)]) {
    const found = text[from]?.trim();
    if (found) return { text: found, from };
  }
  return undefined;
}

type Props = {
  label: string;
  languages: string[];
  children: (language: string) => ComponentChildren;
};

/** One set of fields per language of the page; no tabs where there is only one. */
export function LanguageTexts({ label, languages, children }: Props) {
  const t = useText();
  const [chosen, setChosen] = useState(languages[0] ?? "en");
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? "en");
  return (
    <div class={css.texts}>
      {languages.length > 1 && (
        <Tabs
          label={label}
          tabs={languages.map((key) => ({ key, label: languageName(t, key) }))}
          chosen={language}
          onChoose={setChosen}
        />
      )}
      {children(language)}
    </div>
  );
}

/** Shown under an empty text: what people get instead. */
export function Fallback({ text, language, main }: { text: TextByLanguage; language: string; main: string }) {
  const t = useText();
  if (text[language]?.trim()) return null;
  const instead = textFor(text, language, main);
  return (
    <p class={css.fallback}>
      {instead ? (
        <>
          {t.desk.fallback(languageName(t, instead.from))} <q lang={instead.from}>{instead.text}</q>
        </>
      ) : (
        t.desk.noText
      )}
    </p>
  );
}
