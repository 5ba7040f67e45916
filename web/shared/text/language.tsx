import { createContext, type ComponentChildren } from "preact";
import { useContext, useLayoutEffect } from "preact/hooks";

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

const Spoken = createContext<Language>("en");

export function LanguageProvider({ language, children }: { language: Language; children: ComponentChildren }) {
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <Spoken.Provider value={language}>{children}</Spoken.Provider>;
}

export function useLanguage(): Language {
  return useContext(Spoken);
}

/** A surface's texts: `en` is the type, every other language must match it. Gives the hook that reads them. */
export function catalogue<Texts>(texts: Record<Language, Texts>): () => Texts {
  return () => texts[useLanguage()];
}
