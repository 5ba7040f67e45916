import { Problem } from "../../shared/api/request";
import { Banner } from "../../shared/ui/Banner";
import { Button } from "../../shared/ui/Button";
import { CircleAlert } from "../../shared/ui/icons";
import { useText, type ConsoleText } from "../text/useText";
import css from "./ProblemNote.module.css";

/** A refusal in the reader's words, by its code; the number for help only where something broke. */
export function problemText(t: ConsoleText, problem: unknown): string {
  if (!(problem instanceof Problem)) return t.problems.unknown;
  if (problem.status === 0) return t.problems.network;
  const known = t.problems.byCode[problem.code];
  if (known) return known;
  return problem.traceId ? `${t.problems.unknown} ${t.problems.traceId(problem.traceId)}` : t.problems.unknown;
}

/** Says what went wrong, in place, with a way to go on. */
export function ProblemNote({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const t = useText();
  if (!problem) return null;
  return (
    <div class={css.problem}>
      <Banner
        look="bad"
        icon={CircleAlert}
        button={
          onRetry && (
            <Button size="sm" onClick={onRetry}>
              {t.common.retry}
            </Button>
          )
        }
      >
        {problemText(t, problem)}
      </Banner>
    </div>
  );
}
