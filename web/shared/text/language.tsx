import { createContext, type ComponentChildren } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";

export type Language = "en" | "es";
export const languages: readonly Language[] = ["en", "es"];
export const languageNames: Record<Language, string> = { en: "English", es: "Español" };

/** The first of the wishes that we speak; `es-MX` counts as `es`. */
export function pickLanguage(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const base = wish?.toLowerCase().split(/[-_]/)[0];
    const spoken = languages.find((language) => language === base);
    if (spoken) return spoken;
  }
  return "en";
}

type Source<Texts> = Texts | (() => Promise<Texts>);

const loaders: ((language: Language) => Promise<void>)[] = [];

/**
 * A surface's texts: `en` is the type, every other language must match it. Gives the hook that reads them. What every
 * visitor needs in one language only is given as an import; a part that is itself loaded late brings its texts along.
 */
export function catalogue<Texts extends object>(sources: Record<Language, Source<Texts>>): () => Texts {
  const loaded: Partial<Record<Language, Texts>> = {};
  for (const language of languages) {
    const source = sources[language];
    if (typeof source !== "function") loaded[language] = source;
  }
  loaders.push(async (language) => {
    const source = sources[language];
    if (typeof source === "function") loaded[language] ??= await source();
  });
  return () => {
    const texts = loaded[useLanguage()];
    if (!texts) throw new Error("Texts are read below a LanguageProvider.");
    return texts;
  };
}

const Spoken = createContext<Language>("en");

/** Fetches the language's texts and then speaks it; until then the one before stays. */
export function LanguageProvider({ language, children }: { language: Language; children: ComponentChildren }) {
  const [spoken, setSpoken] = useState<Language | null>(null);
  useLayoutEffect(() => {
    let wanted = true;
    void Promise.all(loaders.map((load) => load(language))).then(() => {
      if (!wanted) return;
      document.documentElement.lang = language;
      setSpoken(language);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  return spoken && <Spoken.Provider value={spoken}>{children}</Spoken.Provider>;
}

export function useLanguage(): Language {
  return useContext(Spoken);
}
