import type { ComponentChildren } from "preact";
import { LinkButton } from "../../shared/ui/Button";
import { ArrowLeft } from "../../shared/ui/icons";

export function Back({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <div>
      <LinkButton href={to} look="plain" size="sm" icon={ArrowLeft}>
        {children}
      </LinkButton>
    </div>
  );
}
