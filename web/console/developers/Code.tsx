import { useId } from "preact/hooks";
import { CopyButton } from "../forms/CopyLink";
import css from "./Developers.module.css";

type Props = {
  label: string;
  text: string;
  /** What is copied, where that is not what is shown. */
  copy?: string;
};

/** Text of programs: it keeps its lines, scrolls within its box, and can be copied. */
export function Code({ label, text, copy = text }: Props) {
  const id = useId();
  return (
    <div class={css.block}>
      <div class={css.line}>
        <h4 id={id}>{label}</h4>
        <CopyButton text={copy} />
      </div>
      <pre class={css.pre} tabIndex={0} role="group" aria-labelledby={id} lang="zxx" translate={false}>
        {text}
      </pre>
    </div>
  );
}
