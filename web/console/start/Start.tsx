import type { ComponentType } from "preact";
import { Redirect, useLocation, useRoute } from "wouter";
import { useOptionalPage } from "../frame/page";
import { paths } from "../paths";
import { InviteStep } from "./InviteStep";
import { LookStep } from "./LookStep";
import { NameStep } from "./NameStep";
import { SayStep } from "./SayStep";
import { SeeStep } from "./SeeStep";

/** The steps after the page exists; each can be skipped and is found again in the checklist of the inbox. */
const steps: Record<string, ComponentType<StepProps>> = {
  look: LookStep,
  say: SayStep,
  see: SeeStep,
  team: InviteStep,
};
const order = Object.keys(steps);

export type StepProps = { number: number; onNext: () => void; onBack: (() => void) | undefined };

/** From nothing to a page that answers, in five short steps. */
export function Start() {
  const [, go] = useLocation();
  const [, params] = useRoute<{ page?: string; step?: string }>("/console/start/:page?/:step?");
  const page = useOptionalPage();
  const name = params?.step ?? "look";

  if (!page) {
    return (
      <NameStep
        number={1}
        onBack={undefined}
        onNext={() => undefined}
        onMade={(handle) => go(paths.startStep(handle, "look"), { replace: true })}
      />
    );
  }
  const Step = steps[name];
  if (!Step) return <Redirect to={paths.startStep(page.handle, "look")} replace />;
  const at = order.indexOf(name);
  const to = (index: number) => {
    const next = order[index];
    go(next ? paths.startStep(page.handle, next) : paths.inbox(page.handle));
  };
  return <Step key={name} number={at + 2} onNext={() => to(at + 1)} onBack={at > 0 ? () => to(at - 1) : undefined} />;
}
