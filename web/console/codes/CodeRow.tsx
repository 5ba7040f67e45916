import type { Entrance } from "../api/entrances";
import { useFormats } from "../../shared/text/formats";
import { Icon } from "../../shared/ui/Icon";
import { Globe, Link, QrCode } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import css from "./Codes.module.css";

type Props = { code: Entrance; ownPage: boolean; chosen: boolean; onChoose: () => void };

const icons: Record<string, string> = { link: Link };

export function CodeRow({ code, ownPage, chosen, onChoose }: Props) {
  const t = useText();
  const formats = useFormats();
  return (
    <li>
      <button type="button" class={css.row} aria-pressed={chosen} onClick={onChoose}>
        <span class={css.face}>
          <Icon of={ownPage ? Globe : (icons[code.kind] ?? QrCode)} />
        </span>
        <span class={css.name}>
          <b>{ownPage ? t.codes.pageCode : code.name}</b>
          <span>{ownPage ? t.codes.pageCodeHint : code.ref}</span>
        </span>
        <span class={css.starts}>
          <b>{formats.number(code.starts)}</b>
          <span>{t.codes.startsOf(code.starts)}</span>
        </span>
      </button>
    </li>
  );
}
