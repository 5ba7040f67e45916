import { useQuery } from "@tanstack/react-query";
import { useRef } from "preact/hooks";
import { type AutomaticText, type Desk, desk as deskApi } from "../api/desk";
import type { PageSettings } from "../api/pages";
import { Card } from "../forms/Card";
import { Fallback, LanguageTexts } from "../forms/LanguageTexts";
import { usePage } from "../frame/page";
import { paths } from "../paths";
import { useFormats } from "../../shared/text/formats";
import { Banner } from "../../shared/ui/Banner";
import { LinkButton } from "../../shared/ui/Button";
import { Switch } from "../../shared/ui/Check";
import { Field, Textarea } from "../../shared/ui/Field";
import { ClockAlert } from "../../shared/ui/icons";
import { Chip } from "../../shared/ui/Mark";
import { hasHours } from "../settings/hours";
import { useText } from "../text/useText";
import { fieldsOf, insertField } from "./fields";
import { Preview } from "./Preview";
import css from "./FrontDesk.module.css";

type Props = {
  kind: "greeting" | "instant" | "away";
  desk: Desk;
  settings: PageSettings;
  onChange: (text: AutomaticText) => void;
  onRename: (name: string) => void;
};

/** One automatic text: whether it is said, what it says in each language, and how it reads. */
export function AutomaticTextForm({ kind, desk, settings, onChange, onRename }: Props) {
  const t = useText();
  const page = usePage();
  const formats = useFormats();
  const fields = useRef<HTMLDivElement>(null);
  const usual = useQuery({ queryKey: ["usual", page.id], queryFn: () => deskApi.usualReply(page.id) });
  const value = desk[kind];
  const words = {
    greeting: { title: t.desk.greeting, hint: t.desk.greetingHint, on: t.desk.greetingOn },
    instant: { title: t.desk.instant, hint: t.desk.instantHint, on: t.desk.instantOn },
    away: { title: t.desk.away, hint: t.desk.awayHint, on: t.desk.awayOn },
  }[kind];

  const write = (language: string, text: string) => onChange({ ...value, text: { ...value.text, [language]: text } });
  const put = (language: string, name: (typeof fieldsOf)["away"][number]) => {
    const box = fields.current?.querySelector("textarea");
    const text = value.text[language] ?? "";
    const done = insertField(text, name, box?.selectionStart ?? text.length, box?.selectionEnd);
    write(language, done.text);
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(done.at, done.at);
    });
  };

  return (
    <>
      {kind === "away" && !hasHours(settings.hours) && (
        <div class={css.banner}>
          <Banner
            look="care"
            icon={ClockAlert}
            button={
              <LinkButton size="sm" href={paths.settings(page.handle, "hours")}>
                {t.desk.setHours}
              </LinkButton>
            }
          >
            {t.desk.noHours}
          </Banner>
        </div>
      )}
      <div class={css.columns}>
        <div class={css.main}>
          <Card title={words.title} hint={words.hint}>
            <Switch label={words.on} checked={value.on} onChange={(on) => onChange({ ...value, on })} />
            <LanguageTexts label={words.title} languages={settings.locales}>
              {(language) => (
                <div ref={fields} class={css.text}>
                  <Textarea
                    label={t.desk.text}
                    rows={4}
                    lang={language}
                    maxLength={2000}
                    value={value.text[language] ?? ""}
                    onInput={(event) => write(language, event.currentTarget.value)}
                  />
                  <Fallback text={value.text} language={language} main={settings.locale} />
                  <div class={css.fields} role="group" aria-label={t.desk.fields}>
                    <span aria-hidden="true">{t.desk.fields}</span>
                    {fieldsOf[kind].map((name) => (
                      <Chip key={name} onClick={() => put(language, name)}>
                        {t.desk.fieldNames[name]}
                      </Chip>
                    ))}
                  </div>
                </div>
              )}
            </LanguageTexts>
          </Card>
          {kind === "greeting" && (
            <Card title={t.desk.helperName} hint={t.desk.helperNameHint}>
              <Field
                label={t.desk.helperName}
                labelHidden
                maxLength={40}
                value={desk.helper_name}
                onInput={(event) => onRename(event.currentTarget.value)}
              />
            </Card>
          )}
          <p class={css.usual}>
            {usual.data?.seconds !== undefined
              ? t.desk.usual(formats.span(usual.data.seconds, "long"), usual.data.sample_count)
              : t.desk.usualNone}
          </p>
        </div>
        <Preview kind={kind} desk={desk} settings={settings} usualSeconds={usual.data?.seconds} />
      </div>
    </>
  );
}
