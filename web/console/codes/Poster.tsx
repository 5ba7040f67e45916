import { useEffect, useRef } from "preact/hooks";
import type { Entrance } from "../api/entrances";
import { CopyButton } from "../forms/CopyLink";
import { usePage } from "../frame/page";
import { Awning } from "../../shared/ui/Awning";
import { paintBrand } from "../../shared/ui/brand";
import { IconButton, LinkButton, Button } from "../../shared/ui/Button";
import { Pencil, Printer, Trash2 } from "../../shared/ui/icons";
import { useText } from "../text/useText";
import css from "./Poster.module.css";

type Props = {
  code: Entrance;
  /** The page itself, which needs no place of its own. */
  ownPage: boolean;
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
};

/** What to print: the shop's awning and sign, the code, its place. Printing prints only this. */
export function Poster({ code, ownPage, onEdit, onDelete }: Props) {
  const t = useText();
  const page = usePage();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => paintBrand(sheet.current, page.brand), [page.brand]);
  const file = `${page.handle}${code.ref ? `-${code.ref}` : ""}`;
  const address = code.url.replace(/^https?:\/\//, "").replace(/\?.*$/, "");

  return (
    <section class={css.card} aria-label={t.codes.poster(code.name)}>
      <header class={css.head}>
        <h2>{ownPage ? t.codes.pageCode : code.name}</h2>
        {onEdit && <IconButton icon={Pencil} label={t.codes.rename} onClick={onEdit} />}
        {onDelete && <IconButton icon={Trash2} label={t.codes.delete} onClick={onDelete} />}
      </header>
      <div class={css.stage}>
        {/* Paper is white in every theme. */}
        <div ref={sheet} class={css.poster} data-theme="light">
          <Awning class={css.awning} />
          <p class={css.sign}>{page.name}</p>
          <p class={css.call}>{t.codes.point}</p>
          <div class={css.frame}>
            <img src={code.code_svg} alt={t.codes.qrOf(code.name)} width="200" height="200" />
          </div>
          {!ownPage && <p class={css.place}>{code.name}</p>}
          <p class={css.address}>{address}</p>
        </div>
      </div>
      <footer class={css.foot}>
        <div class={css.acts}>
          <Button look="go" icon={Printer} onClick={() => window.print()}>
            {t.codes.print}
          </Button>
          <LinkButton href={code.code_svg} download={`${file}.svg`} aria-label={t.codes.download(t.codes.svg)}>
            {t.codes.svg}
          </LinkButton>
          <LinkButton href={code.code_png} download={`${file}.png`} aria-label={t.codes.download(t.codes.png)}>
            {t.codes.png}
          </LinkButton>
        </div>
        <CopyButton text={code.url} label={t.common.copyLink} />
        <p>{t.codes.printHint}</p>
      </footer>
    </section>
  );
}
