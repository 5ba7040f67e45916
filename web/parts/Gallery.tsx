import { useLayoutEffect, useState } from "preact/hooks";
import { LanguageProvider, languageNames, languages, pickLanguage, type Language } from "../shared/text/language";
import { paintBrand } from "../shared/ui/brand";
import { Select } from "../shared/ui/Field";
import { ToastRegion } from "../shared/ui/ToastRegion";
import css from "./Gallery.module.css";
import { Asking, Buttons, Choices, Colours, Fields, Loading, Marks, Nothing, Rows, Tables, Telling } from "./sections";
import { Talk } from "./Talk";
import { usePartsText } from "./text";

type Theme = "system" | "light" | "dark";

/** Every part in every state, both themes, both languages. Served in development at /dev/parts. */
export function Gallery() {
  const asked = new URLSearchParams(location.search);
  const [language, setLanguage] = useState<Language>(pickLanguage(asked.get("lang"), navigator.language));
  const [theme, setTheme] = useState<Theme>((asked.get("theme") as Theme | null) ?? "system");

  useLayoutEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  return (
    <LanguageProvider language={language}>
      <div class="desk" ref={(element) => paintBrand(element, "#a32858")}>
        <Head language={language} onLanguage={setLanguage} theme={theme} onTheme={setTheme} />
        <main class={css.sheet}>
          <Buttons />
          <Fields />
          <Choices />
          <Asking />
          <Telling />
          <Marks />
          <Rows />
          <Tables />
          <Nothing />
          <Loading />
          <Talk />
          <Colours />
        </main>
        <ToastRegion />
      </div>
    </LanguageProvider>
  );
}

type HeadProps = { language: Language; onLanguage: (to: Language) => void; theme: Theme; onTheme: (to: Theme) => void };

function Head({ language, onLanguage, theme, onTheme }: HeadProps) {
  const text = usePartsText();
  return (
    <header class={css.head}>
      <h1>{text.title}</h1>
      <Select
        label={text.theme}
        labelHidden
        value={theme}
        onChange={(event) => onTheme(event.currentTarget.value as Theme)}
      >
        <option value="system">{text.theme}</option>
        <option value="light">{text.light}</option>
        <option value="dark">{text.dark}</option>
      </Select>
      <Select
        label={text.language}
        labelHidden
        value={language}
        onChange={(event) => onLanguage(event.currentTarget.value as Language)}
      >
        {languages.map((one) => (
          <option key={one} value={one}>
            {languageNames[one]}
          </option>
        ))}
      </Select>
    </header>
  );
}
