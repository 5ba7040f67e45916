import { useId, useState } from "preact/hooks";
import { Button } from "../../ui/Button";
import { Textarea } from "../../ui/Field";
import { classes } from "../../ui/classes";
import { safeHref } from "../linkify";
import { useThread } from "../ThreadContext";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText } from "./text";

type Question = {
  id: string;
  type: "csat" | "nps" | "ces" | "free_form";
  title?: string;
  score_label?: string;
  score_option?: string;
  follow_up?: { placeholder?: string };
};

export type FeedbackFields = {
  title: string;
  subtitle?: string;
  button_title?: string;
  feedback_screens: { questions: Question[] }[];
  business_privacy: { url: string };
};

const marks = { csat: [1, 5], nps: [0, 10], ces: [1, 7] } as const;
const faces = ["😡", "🙁", "😐", "🙂", "😍"];

/** One question with marks or words. Once answered it shows the answer, to both sides. */
export function Feedback({ message, fields }: TemplateProps<FeedbackFields>) {
  const text = useTemplateText();
  const { acts } = useThread();
  const name = useId();
  const question = fields.feedback_screens[0]!.questions[0]!;
  const [score, setScore] = useState<number | null>(null);
  const [words, setWords] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const range = question.type === "free_form" ? null : marks[question.type];
  const ends = range && text.scores[question.score_label ?? ""];

  const send = async (event: Event) => {
    event.preventDefault();
    if (range ? score === null : words.trim() === "") return setMissing(true);
    setBusy(true);
    const said = words.trim() ? { text: words.trim() } : {};
    await acts.answer!(message, score === null ? said : { score, ...said });
    setBusy(false);
  };

  return (
    <article class={css.sheet} aria-label={text.feedback}>
      <div class={css.words}>
        <b>{fields.title}</b>
        {fields.subtitle && <p>{fields.subtitle}</p>}
      </div>
      {message.answer || !acts.answer ? (
        <Answered message={message} highest={range?.[1] ?? 0} question={question} />
      ) : (
        <form class={css.form} onSubmit={(event) => void send(event)}>
          {range && (
            <fieldset class={css.marks}>
              <legend>{question.title || text.questions[question.type]}</legend>
              <div>
                {Array.from({ length: range[1] - range[0] + 1 }, (_, index) => index + range[0]).map((mark) => (
                  <label key={mark} class={classes(isReached(question, mark, score) && css.picked)}>
                    <input
                      type="radio"
                      name={name}
                      value={mark}
                      checked={score === mark}
                      aria-label={labelOf(question, mark) ?? text.score(String(mark), range[1])}
                      onChange={() => {
                        setScore(mark);
                        setMissing(false);
                      }}
                    />
                    <span aria-hidden="true">{drawn(question, mark)}</span>
                  </label>
                ))}
              </div>
              {ends && (
                <p class={css.ends}>
                  <span>{ends[0]}</span>
                  <span>{ends[1]}</span>
                </p>
              )}
            </fieldset>
          )}
          {(!range || question.follow_up) && (
            <Textarea
              label={range ? text.inWords : question.title || text.questions.free_form!}
              placeholder={question.follow_up?.placeholder ?? ""}
              maxLength={2000}
              value={words}
              onInput={(event) => {
                setWords(event.currentTarget.value);
                setMissing(false);
              }}
            />
          )}
          {missing && (
            <p class={css.missing} role="alert">
              {range ? text.chooseScore : text.needed}
            </p>
          )}
          <div class={css.foot}>
            <Button type="submit" look="brand" size="sm" busy={busy && text.send}>
              {fields.button_title || text.send}
            </Button>
            <Privacy url={fields.business_privacy.url} />
          </div>
        </form>
      )}
    </article>
  );

  function labelOf({ score_option, type }: Question, mark: number) {
    return type === "csat" && score_option === "five_emojis" ? text.faces[mark - 1] : undefined;
  }
}

/** What the business says about how it uses an answer. */
export function Privacy({ url }: { url: string }) {
  const text = useTemplateText();
  return (
    <a class={css.privacy} href={safeHref(url) ?? "#"} target="_blank" rel="noopener noreferrer">
      {text.privacy}
    </a>
  );
}

function Answered({
  message: { answer },
  highest,
  question,
}: Pick<TemplateProps<FeedbackFields>, "message"> & { highest: number; question: Question }) {
  const text = useTemplateText();
  const { audience } = useThread();
  if (!answer) return <p class={css.answer}>{text.noAnswer}</p>;
  return (
    <div class={css.answer}>
      {answer.score !== undefined && (
        <p>
          {question.score_option === "five_emojis" && (
            <span aria-hidden="true">{faces[Number(answer.score) - 1]} </span>
          )}
          <b>{text.score(String(answer.score), highest)}</b>
        </p>
      )}
      {answer.text && <p>{answer.text}</p>}
      {audience === "person" && <p>{text.thanks}</p>}
    </div>
  );
}

/** Stars fill up to the chosen one; every other mark stands for itself. */
function isReached(question: Question, mark: number, score: number | null): boolean {
  if (score === null) return false;
  return hasStars(question) ? mark <= score : mark === score;
}

function drawn(question: Question, mark: number): string {
  if (question.type === "csat" && question.score_option === "five_emojis") return faces[mark - 1]!;
  return hasStars(question) ? "★" : String(mark);
}

function hasStars({ type, score_option }: Question): boolean {
  return type === "csat" && (score_option === "five_stars" || score_option === undefined);
}
