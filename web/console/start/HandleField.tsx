import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "preact/hooks";
import { pages } from "../api/pages";
import { Button } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { useText } from "../text/useText";
import { handleShape } from "./handle";
import css from "./HandleField.module.css";

type Props = {
  handle: string;
  /** The page's present handle, which is free for the page itself. */
  own?: string;
  onChange: (handle: string) => void;
};

/** The page's address; says while typing whether it is free, and offers one that is. */
export function HandleField({ handle, own, onChange }: Props) {
  const t = useText();
  const settled = useSettled(handle, 350);
  const wellFormed = handleShape.test(handle);
  const check = useQuery({
    queryKey: ["handle", settled],
    queryFn: ({ signal }) => pages.checkHandle(settled, signal),
    enabled: handleShape.test(settled) && settled !== own,
    staleTime: 10_000,
  });
  const answer = settled === handle && handle !== own ? check.data : undefined;
  const suggestion = answer && !answer.available ? answer.suggestion : undefined;
  const error =
    handle !== "" && !wellFormed
      ? t.problems.byCode["page.handle_shape"]
      : answer?.available === false && t.start.handleTaken;
  const checking = wellFormed && handle !== own && !answer && !check.error;

  return (
    <div class={css.handle}>
      <Field
        label={t.start.handle}
        value={handle}
        maxLength={40}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        error={error}
        hint={
          <span aria-live="polite">
            {checking ? t.start.handleChecking : answer?.available ? t.start.handleFree : t.start.handleHint}
            {wellFormed && (
              <>
                {" "}
                <span class={css.address}>
                  {location.host}/p/{handle}
                </span>
              </>
            )}
          </span>
        }
        onInput={(event) => onChange(event.currentTarget.value.toLowerCase().replaceAll(" ", "-"))}
      />
      {suggestion && (
        <div>
          <Button size="sm" onClick={() => onChange(suggestion)}>
            {t.start.handleUse(suggestion)}
          </Button>
        </div>
      )}
    </div>
  );
}

function useSettled<T>(value: T, wait: number) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
