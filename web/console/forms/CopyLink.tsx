import { useState } from "preact/hooks";
import { Button } from "../../shared/ui/Button";
import { Field } from "../../shared/ui/Field";
import { Check, Copy } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import css from "./CopyLink.module.css";

/** A link to give away: it can be read, marked and copied. */
export function CopyLink({ url, label, hint }: { url: string; label: string; hint?: string }) {
  return (
    <div class={css.link}>
      <Field label={label} hint={hint} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton text={url} />
    </div>
  );
}

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      icon={copied ? Check : Copy}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), 2000);
        });
      }}
    >
      <span role="status">{copied ? t.common.copied : (label ?? t.common.copy)}</span>
    </Button>
  );
}
