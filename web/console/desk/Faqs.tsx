import { useState } from "preact/hooks";
import type { Faq } from "../api/desk";
import type { PageSettings } from "../api/pages";
import { Fallback, LanguageTexts, languageName, textFor } from "../forms/LanguageTexts";
import { Button } from "../../shared/ui/Button";
import { Empty } from "../../shared/ui/Empty";
import { Field, Textarea } from "../../shared/ui/Field";
import { Icon } from "../../shared/ui/Icon";
import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { useText } from "../text/useText";
import css from "./FrontDesk.module.css";

/** Every language that has a question needs an answer, and there must be one at all. */
export function unfinished(faq: Faq) {
  const filled = (text: Record<string, string>) => Object.keys(text).filter((language) => text[language]?.trim());
  const questions = filled(faq.question);
  const answers = filled(faq.answer);
  return (
    questions.length === 0 || questions.length !== answers.length || questions.some((one) => !answers.includes(one))
  );
}

type Props = { faqs: Faq[]; settings: PageSettings; onChange: (faqs: Faq[]) => void };

export function Faqs({ faqs, settings, onChange }: Props) {
  const t = useText();
  const [open, setOpen] = useState<number>();
  const add = () => {
    onChange([...faqs, { question: {}, answer: {} }]);
    setOpen(faqs.length);
  };
  const move = (from: number, to: number) => {
    const moved = [...faqs];
    moved.splice(to, 0, ...moved.splice(from, 1));
    onChange(moved);
    setOpen(to);
  };

  return (
    <div class={css.narrow}>
      <div class={css.bar}>
        <p class={css.hint}>{t.desk.faqHint}</p>
        {faqs.length > 0 && (
          <Button icon={Plus} onClick={add}>
            {t.desk.faqNew}
          </Button>
        )}
      </div>
      {faqs.length === 0 && (
        <Empty
          title={t.desk.faqEmpty}
          button={
            <Button look="go" icon={Plus} onClick={add}>
              {t.desk.faqNew}
            </Button>
          }
        />
      )}
      {faqs.length > 0 && (
        <ul class={css.list}>
          {faqs.map((faq, index) => (
            <li key={faq.id ?? `new ${index}`}>
              <button
                type="button"
                class={css.row}
                aria-expanded={open === index}
                onClick={() => setOpen(open === index ? undefined : index)}
              >
                <span class={css.words}>
                  <b>{textFor(faq.question, settings.locale, settings.locale)?.text ?? t.desk.faqNew}</b>
                  <span>{textFor(faq.answer, settings.locale, settings.locale)?.text}</span>
                </span>
                {settings.locales
                  .filter((language) => !faq.question[language]?.trim() || !faq.answer[language]?.trim())
                  .map((language) => (
                    <Tag key={language} look="care">
                      {t.desk.missingIn(languageName(t, language))}
                    </Tag>
                  ))}
                <Icon of={ChevronRight} size="s" />
              </button>
              {open === index && (
                <FaqForm
                  faq={faq}
                  settings={settings}
                  onChange={(changed) => onChange(faqs.map((one, at) => (at === index ? changed : one)))}
                >
                  <div class={css.acts}>
                    {index > 0 && (
                      <Button size="sm" icon={ArrowUp} onClick={() => move(index, index - 1)}>
                        {t.desk.moveUp}
                      </Button>
                    )}
                    {index < faqs.length - 1 && (
                      <Button size="sm" icon={ArrowDown} onClick={() => move(index, index + 1)}>
                        {t.desk.moveDown}
                      </Button>
                    )}
                    <Button
                      size="sm"
                      look="bad"
                      icon={Trash2}
                      onClick={() => {
                        onChange(faqs.filter((_, at) => at !== index));
                        setOpen(undefined);
                      }}
                    >
                      {t.common.remove}
                    </Button>
                  </div>
                </FaqForm>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type FormProps = {
  faq: Faq;
  settings: PageSettings;
  onChange: (faq: Faq) => void;
  children: preact.ComponentChildren;
};

function FaqForm({ faq, settings, onChange, children }: FormProps) {
  const t = useText();
  return (
    <div class={css.faq}>
      <LanguageTexts label={t.desk.questions} languages={settings.locales}>
        {(language) => (
          <>
            <Field
              label={t.desk.question}
              lang={language}
              maxLength={80}
              value={faq.question[language] ?? ""}
              onInput={(event) =>
                onChange({ ...faq, question: { ...faq.question, [language]: event.currentTarget.value } })
              }
            />
            <Textarea
              label={t.desk.answer}
              lang={language}
              maxLength={2000}
              value={faq.answer[language] ?? ""}
              onInput={(event) =>
                onChange({ ...faq, answer: { ...faq.answer, [language]: event.currentTarget.value } })
              }
            />
            {settings.locales.length > 1 && <Fallback text={faq.answer} language={language} main={settings.locale} />}
          </>
        )}
      </LanguageTexts>
      {children}
    </div>
  );
}
