import { useEffect, useState } from "preact/hooks";
import { Problem } from "../shared/api/request";
import { Empty } from "../shared/ui/Empty";
import { Skeleton } from "../shared/ui/Skeleton";
import css from "./ChatScreen.module.css";
import { Failure } from "./Failure";
import { redeemDevice } from "./session";
import { useChatText } from "./text";

/** The one-time link from another device: takes the conversation over and goes there. */
export function Redeem({ code }: { code: string }) {
  const text = useChatText();
  const [problem, setProblem] = useState<Problem | null>(null);

  const redeem = () => {
    setProblem(null);
    redeemDevice(code).then(
      ({ handle }) => location.replace(`/m/${encodeURIComponent(handle)}`),
      (error: unknown) => setProblem(error instanceof Problem ? error : Problem.unreachable()),
    );
  };
  useEffect(redeem, []);

  if (!problem) return <Skeleton label={text.redeeming} rows={1} />;
  if (problem.passes) return <Failure problem={problem} onRetry={redeem} onBeginAnew={redeem} />;
  return (
    <main class={css.whole}>
      <Empty title={text.redeemTitle} level={1}>
        {text.redeemBody}
      </Empty>
    </main>
  );
}
