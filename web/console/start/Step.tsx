import type { ComponentChildren } from "preact";
import { useTitle } from "../frame/Screen";
import { Logo } from "../frame/Logo";
import { Button } from "../../shared/ui/Button";
import { ChevronLeft } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import css from "./Step.module.css";

const all = 5;

type Props = {
  number: number;
  title: string;
  hint: string;
  children: ComponentChildren;
  verb: string;
  busy?: string | false | undefined;
  /** Without it the step cannot be skipped. */
  onSkip?: (() => void) | undefined;
  onBack?: (() => void) | undefined;
  onSubmit: () => void;
};

/** One step of opening the shop: a question, its answer, one main button, and a way past it. */
export function Step({ number, title, hint, children, verb, busy, onSkip, onBack, onSubmit }: Props) {
  const t = useText();
  useTitle(t.start.title);
  return (
    <div class={css.ground}>
      <header class={css.head}>
        <Logo />
        <span class={css.name}>{t.start.title}</span>
        <span class={css.count}>{t.start.step(number, all)}</span>
      </header>
      <progress class={css.progress} max={all} value={number} aria-hidden="true" />
      <main class={css.step}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          <div>
            <h1>{title}</h1>
            <p class={css.hint}>{hint}</p>
          </div>
          {children}
          <footer class={css.foot}>
            {onBack && (
              <Button look="plain" icon={ChevronLeft} onClick={onBack}>
                {t.common.back}
              </Button>
            )}
            <span class={css.space} />
            {onSkip && (
              <Button look="plain" onClick={onSkip}>
                {t.common.skip}
              </Button>
            )}
            <Button look="go" type="submit" busy={busy}>
              {verb}
            </Button>
          </footer>
        </form>
      </main>
    </div>
  );
}
