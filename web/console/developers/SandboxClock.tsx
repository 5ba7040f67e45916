import { useQuery, useQueryClient } from "@tanstack/react-query";
import { platform } from "../api/platform";
import { Card } from "../forms/Card";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { useFormats } from "../../shared/text/formats";
import { Button } from "../../shared/ui/Button";
import { Clock } from "../../shared/ui/icons";
import { toast } from "../../shared/ui/toast";
import { useDeveloperText } from "./text/useText";
import css from "./Developers.module.css";

const steps = ["PT1H", "PT25H", "P8D"];

/** Moves the clock of a server that was started with a movable one; else it says how to start one. */
export function SandboxClock() {
  const words = useDeveloperText().sand;
  const page = usePage();
  const formats = useFormats();
  const client = useQueryClient();
  const key = ["sandbox clock", page.id];
  const clock = useQuery({ queryKey: key, queryFn: () => platform.clock(page.id), refetchInterval: 20_000 });
  const move = useSubmit<string>(async (advance) => {
    const { now } = await platform.moveClock(page.id, advance);
    toast(words.moved(formats.dateTime(now)));
    await client.invalidateQueries({ queryKey: key });
  });
  if (!clock.data) return null;
  return (
    <Card title={words.clock} hint={words.clockNow(formats.dateTime(clock.data.now))}>
      {clock.data.movable ? (
        <>
          <p class={css.hint}>{words.clockHint}</p>
          <div class={css.buttons}>
            {steps.map((step) => (
              <Button key={step} icon={Clock} onClick={() => void move.run(step)}>
                {words.steps[step]}
              </Button>
            ))}
          </div>
        </>
      ) : (
        <p class={css.hint}>
          {words.clockFixed} <code class={css.code}>charla --Testing:Clock true</code>
        </p>
      )}
      <ProblemNote problem={move.problem} />
    </Card>
  );
}
