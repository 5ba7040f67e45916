import type { Entrance } from "../api/entrances";
import { useFormats } from "../../shared/text/formats";
import { Icon } from "../../shared/ui/Icon";
import { Globe, Link, QrCode } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import css from "./Codes.module.css";

type Props = { code: Entrance; hint?: string | undefined; chosen: boolean; onChoose: () => void };

const icons: Record<string, string> = { page: Globe, link: Link };

export function CodeRow({ code, hint, chosen, onChoose }: Props) {
  const t = useText();
  const formats = useFormats();
  return (
    <li>
      <button type="button" class={css.row} aria-pressed={chosen} onClick={onChoose}>
        <span class={css.face}>
          <Icon of={icons[code.kind] ?? QrCode} />
        </span>
        <span class={css.name}>
          <b>{code.name}</b>
          <span>{hint ?? code.ref}</span>
        </span>
        {code.kind !== "page" && (
          <span class={css.starts}>
            <b>{formats.number(code.starts)}</b>
            <span>{t.codes.startsOf(code.starts)}</span>
          </span>
        )}
      </button>
    </li>
  );
}
