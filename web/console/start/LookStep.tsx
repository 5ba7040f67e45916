import { useState } from "preact/hooks";
import type { Hours, PageSettings } from "../api/pages";
import { ProblemNote } from "../forms/ProblemNote";
import { useSubmit } from "../forms/useSubmit";
import { Skeleton } from "../../shared/ui/Skeleton";
import { ColourField } from "../settings/ColourField";
import { isColour } from "../settings/contrast";
import { hasHours } from "../settings/hours";
import { PicturePicker } from "../settings/PicturePicker";
import { useChangePage, usePageSettings } from "../settings/usePageSettings";
import { useText } from "../text/useText";
import { QuickHours } from "./QuickHours";
import { quickWeek } from "./quickWeek";
import type { StepProps } from "./Start";
import { Step } from "./Step";
import css from "./Step.module.css";

export function LookStep(props: StepProps) {
  const t = useText();
  const settings = usePageSettings();
  if (settings.data) return <LookForm {...props} saved={settings.data} />;
  return (
    <Step
      number={props.number}
      title={t.start.lookTitle}
      hint={t.start.lookHint}
      verb={t.common.next}
      onBack={props.onBack}
      onSkip={props.onNext}
      onSubmit={props.onNext}
    >
      {settings.error ? (
        <ProblemNote problem={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <Skeleton label={t.common.loading} />
      )}
    </Step>
  );
}

function LookForm({ number, onNext, onBack, saved }: StepProps & { saved: PageSettings }) {
  const t = useText();
  const change = useChangePage();
  const [hours, setHours] = useState<Hours>(() => (hasHours(saved.hours) ? saved.hours : quickWeek));
  const [brand, setBrand] = useState(saved.brand);
  const save = useSubmit(async () => {
    await change({ hours, brand });
    onNext();
  });
  return (
    <Step
      number={number}
      title={t.start.lookTitle}
      hint={t.start.lookHint}
      verb={t.common.next}
      busy={save.busy && t.common.saving}
      onBack={onBack}
      onSkip={onNext}
      onSubmit={() => {
        if (isColour(brand)) void save.run();
      }}
    >
      <div class={css.fields}>
        <QuickHours hours={hours} onChange={setHours} />
        <h2 class={css.subject}>{t.settings.profile.colour}</h2>
        <ColourField name={saved.name} colour={brand} onChange={setBrand} />
        <h2 class={css.subject}>{t.settings.profile.picture}</h2>
        <PicturePicker saved={{ ...saved, brand }} />
        <ProblemNote problem={save.problem} />
      </div>
    </Step>
  );
}
