import { useEffect } from "preact/hooks";
import type { Problem } from "../shared/api/request";
import { Button } from "../shared/ui/Button";
import { Empty } from "../shared/ui/Empty";
import css from "./ChatScreen.module.css";
import { useChatText } from "./text";

type Props = { problem: Problem; onRetry: () => void; onBeginAnew: () => void };

/** Says what happened, what is safe and what to do. */
export function Failure({ problem, onRetry, onBeginAnew }: Props) {
  const text = useChatText();
  const unknown = problem.status === 404 || problem.status === 400;
  const [title, body] = unknown
    ? [text.unknownTitle, text.unknownBody]
    : problem.status === 401
      ? [text.endedTitle, text.endedBody]
      : problem.status === 429
        ? [text.busyTitle, text.busyBody]
        : [text.downTitle, text.downBody];

  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <main class={css.whole}>
      <Empty
        title={title}
        level={1}
        button={
          problem.status === 401 ? (
            <Button look="go" onClick={onBeginAnew}>
              {text.beginAnew}
            </Button>
          ) : (
            !unknown && (
              <Button look="go" onClick={onRetry}>
                {text.tryAgain}
              </Button>
            )
          )
        }
      >
        {body} {problem.traceId && problem.status >= 500 && text.helpNumber(problem.traceId.slice(0, 9))}
      </Empty>
    </main>
  );
}
