import { useEffect, useRef, useState } from "preact/hooks";
import type { Desk } from "../api/desk";
import type { PageSettings } from "../api/pages";
import { languageName, textFor } from "../forms/LanguageTexts";
import { createFormats } from "../../shared/text/formats";
import { pickLanguage } from "../../shared/text/language";
import { Avatar } from "../../shared/ui/Avatar";
import { Awning } from "../../shared/ui/Awning";
import { paintBrand } from "../../shared/ui/brand";
import { classes } from "../../shared/ui/classes";
import { Icon } from "../../shared/ui/Icon";
import { Moon } from "../../shared/ui/icons";
import { Select } from "../../shared/ui/Field";
import { en } from "../text/en";
import { es } from "../text/es";
import { useText } from "../text/useText";
import { fill } from "./fields";
import css from "./Preview.module.css";

type Props = {
  kind: "greeting" | "instant" | "away";
  desk: Desk;
  settings: PageSettings;
  usualSeconds: number | undefined;
};

/** The chat as a customer sees it at that moment, in each language of the page. */
export function Preview({ kind, desk, settings, usualSeconds }: Props) {
  const t = useText();
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => paintBrand(stage.current, settings.brand), [settings.brand]);
  const [wish, setWish] = useState(settings.locale);
  const language = settings.locales.includes(wish) ? wish : settings.locale;
  const spoken = pickLanguage(language);
  const theirs = spoken === "es" ? es : en;
  const examples = theirs.desk.example;
  const values = {
    ...examples,
    page: settings.name,
    usual_reply: theirs.desk.usually(createFormats(spoken).span(usualSeconds ?? 360, "long")),
    ...(settings.address ? { address: settings.address } : {}),
    ...(settings.phone ? { phone: settings.phone } : {}),
  };
  const said = textFor(desk[kind].text, language, settings.locale);
  const helper = desk.helper_name || theirs.inbox.helper;

  return (
    <section class={css.card} aria-label={kind === "away" ? t.desk.previewAway : t.desk.preview}>
      <header class={css.head}>
        <h2>{kind === "away" ? t.desk.previewAway : t.desk.preview}</h2>
        {settings.locales.length > 1 && (
          <Select
            label={t.settings.you.language}
            labelHidden
            value={language}
            onChange={(event) => setWish(event.currentTarget.value)}
          >
            {settings.locales.map((one) => (
              <option key={one} value={one}>
                {languageName(t, one)}
              </option>
            ))}
          </Select>
        )}
      </header>
      <div ref={stage} class={css.stage} lang={language}>
        <Awning thin />
        <p class={css.sign}>{settings.name}</p>
        <div class={css.talk}>
          {kind !== "greeting" && <p class={css.theirs}>{theirs.desk.exampleQuestion}</p>}
          {desk[kind].on && said ? (
            <div class={css.helper}>
              <Avatar kind="helper" size="s" />
              <div>
                <p class={css.who}>
                  <b>{helper}</b> · {theirs.desk.automatic}
                </p>
                <p class={css.bubble}>
                  {kind === "away" && <Icon of={Moon} size="s" />}
                  {fill(said.text, values)}
                </p>
              </div>
            </div>
          ) : (
            <p class={css.silent}>{t.desk.silent}</p>
          )}
          {kind === "greeting" && desk.faqs.length > 0 && (
            <ul class={css.starters}>
              {desk.faqs.slice(0, 4).map((faq, index) => {
                const question = textFor(faq.question, language, settings.locale);
                return (
                  question && (
                    <li key={faq.id ?? index} class={classes(css.starter)}>
                      {question.text}
                    </li>
                  )
                );
              })}
            </ul>
          )}
        </div>
      </div>
    </section>
  );
}
