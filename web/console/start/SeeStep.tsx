import { useEffect, useRef, useState } from "preact/hooks";
import type { Summary } from "../api/inbox";
import { CopyButton } from "../forms/CopyLink";
import { usePage } from "../frame/page";
import { useInboxLive } from "../inbox/useInboxLive";
import { paths } from "../paths";
import { paintBrand } from "../../shared/ui/brand";
import { LinkButton } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { CircleCheck, ExternalLink, Smartphone } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import type { StepProps } from "./Start";
import { Step } from "./Step";
import css from "./Step.module.css";

/** The page is live: scan it with one's own phone, and see the message arrive on this very screen. */
export function SeeStep({ number, onNext, onBack }: StepProps) {
  const t = useText();
  const page = usePage();
  const live = useInboxLive();
  const code = useRef<HTMLDivElement>(null);
  const [arrived, setArrived] = useState<Summary>();
  useEffect(() => paintBrand(code.current, page.brand), [page.brand]);
  useEffect(
    () =>
      live.on("changed", ({ page: changed, summary }) => {
        if (changed === page.id && summary.last?.from === "person") setArrived(summary);
      }),
    [live, page.id],
  );
  const address = `${location.origin}/p/${page.handle}`;

  return (
    <Step
      number={number}
      title={t.start.seeTitle}
      hint={t.start.seeHint}
      verb={t.common.next}
      onBack={onBack}
      onSkip={arrived ? undefined : onNext}
      onSubmit={onNext}
    >
      <div class={css.see}>
        <div ref={code} class={css.code}>
          <img src={`/p/${page.handle}/code.svg`} alt={t.codes.qrOf(page.name)} width="200" height="200" />
        </div>
        <p>{t.start.seeScan}</p>
        <div class={css.links}>
          <LinkButton icon={ExternalLink} href={address} target="_blank" rel="noreferrer">
            {t.start.seeOpen}
          </LinkButton>
          <CopyButton text={address} label={t.common.copyLink} />
        </div>
        <div role="status">
          {arrived ? (
            <div class={css.arrived}>
              <Icon of={CircleCheck} />
              {t.start.seeArrived}
              {arrived.last?.text && <q>{arrived.last.text}</q>}
              <LinkButton look="go" href={paths.inbox(page.handle, arrived.id)}>
                {t.start.seeAnswer}
              </LinkButton>
            </div>
          ) : (
            <p class={css.waiting}>
              <Icon of={Smartphone} />
              {t.start.seeWaiting}
            </p>
          )}
        </div>
      </div>
    </Step>
  );
}
