import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "preact/hooks";
import { desk, type Desk, type Faq } from "../api/desk";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { Field, Textarea } from "../../shared/ui/Field";
import { Skeleton } from "../../shared/ui/Skeleton";
import { useText } from "../text/useText";
import type { StepProps } from "./Start";
import { Step } from "./Step";
import css from "./Step.module.css";

export function SayStep(props: StepProps) {
  const t = useText();
  const page = usePage();
  const saved = useQuery({ queryKey: ["desk", page.id], queryFn: () => desk.read(page.id) });
  if (saved.data) return <SayForm {...props} saved={saved.data} />;
  return (
    <Step
      number={props.number}
      title={t.start.deskTitle}
      hint={t.start.deskHint}
      verb={t.common.next}
      onBack={props.onBack}
      onSkip={props.onNext}
      onSubmit={props.onNext}
    >
      {saved.error ? (
        <ProblemNote problem={saved.error} onRetry={() => void saved.refetch()} />
      ) : (
        <Skeleton label={t.common.loading} />
      )}
    </Step>
  );
}

/** The greeting and three questions, as the trade suggested them when the page was made. */
function SayForm({ number, onNext, onBack, saved }: StepProps & { saved: Desk }) {
  const t = useText();
  const page = usePage();
  const client = useQueryClient();
  const language = page.locale;
  const [greeting, setGreeting] = useState(saved.greeting.text[language] ?? "");
  const [faqs, setFaqs] = useState<Faq[]>(() =>
    [0, 1, 2].map((index) => saved.faqs[index] ?? { question: {}, answer: {} }),
  );
  const set = (index: number, part: Partial<Faq>) =>
    setFaqs(faqs.map((faq, at) => (at === index ? { ...faq, ...part } : faq)));

  const save = useSubmit(async () => {
    const answered = faqs.filter((faq) => faq.question[language]?.trim() && faq.answer[language]?.trim());
    await desk.write(page.id, {
      ...saved,
      greeting: { on: greeting.trim() !== "", text: { ...saved.greeting.text, [language]: greeting.trim() } },
      faqs: [...answered, ...saved.faqs.slice(3)],
    });
    await client.invalidateQueries({ queryKey: ["desk", page.id] });
    onNext();
  });

  return (
    <Step
      number={number}
      title={t.start.deskTitle}
      hint={t.start.deskHint}
      verb={t.common.next}
      busy={save.busy && t.common.saving}
      onBack={onBack}
      onSkip={onNext}
      onSubmit={() => void save.run()}
    >
      <div class={css.fields}>
        <Textarea
          label={t.start.greeting}
          lang={language}
          maxLength={2000}
          value={greeting}
          onInput={(event) => setGreeting(event.currentTarget.value)}
        />
        {faqs.map((faq, index) => (
          <fieldset key={index} class={css.faq}>
            <legend>{t.start.question(index + 1)}</legend>
            <Field
              label={t.start.question(index + 1)}
              labelHidden
              lang={language}
              maxLength={80}
              value={faq.question[language] ?? ""}
              onInput={(event) => set(index, { question: { ...faq.question, [language]: event.currentTarget.value } })}
            />
            <Textarea
              label={t.start.answer}
              rows={2}
              lang={language}
              maxLength={2000}
              value={faq.answer[language] ?? ""}
              onInput={(event) => set(index, { answer: { ...faq.answer, [language]: event.currentTarget.value } })}
            />
          </fieldset>
        ))}
        <ProblemNote problem={save.problem} />
      </div>
    </Step>
  );
}
