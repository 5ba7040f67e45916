import { useEffect, useId, useRef } from "preact/hooks";
import { useLocation } from "wouter";
import { paths } from "../paths";
import { Hidden } from "../../shared/ui/Hidden";
import { Icon } from "../../shared/ui/Icon";
import { Check, ChevronDown, ExternalLink, Plus } from "../../shared/ui/icons";
import { paintBrand } from "../../shared/ui/brand";
import { ShopBadge } from "../../shared/ui/ShopBadge";
import { Tag } from "../../shared/ui/Mark";
import { useText } from "../text/useText";
import { useMayChange, useMember, usePage } from "./page";
import css from "./PageSwitcher.module.css";

/** Which page this is about; opens the list of pages, the page itself and the way to a new one. */
export function PageSwitcher() {
  const t = useText();
  const page = usePage();
  const { pages } = useMember();
  const mayChange = useMayChange();
  const [path] = useLocation();
  const id = useId();
  const badge = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => paintBrand(badge.current, page.brand), [page.brand]);
  useEffect(() => list.current?.hidePopover?.(), [path]);

  return (
    <>
      <button type="button" class={css.button} popovertarget={id} title={t.frame.switchPage}>
        <span ref={badge} class={css.badge}>
          <ShopBadge name={page.name} pictureUrl={page.picture_url} size="s" />
        </span>
        <span class={css.shown}>{page.name}</span>
        <Hidden>{t.frame.switchPage}</Hidden>
        <Icon of={ChevronDown} size="s" />
      </button>
      <div ref={list} id={id} popover="auto" class={css.list}>
        <nav aria-label={t.frame.pages}>
          {pages.map((one) => (
            <a key={one.id} href={paths.inbox(one.handle)} aria-current={one.id === page.id ? "true" : undefined}>
              <span class={css.name}>{one.name}</span>
              {one.sample && <Tag>{t.frame.sample}</Tag>}
              {one.sandbox && <Tag>{t.frame.sandbox}</Tag>}
              {one.id === page.id && <Icon of={Check} size="s" />}
            </a>
          ))}
          <hr />
          <a href={`/p/${page.handle}`} target="_blank" rel="noreferrer">
            <span class={css.name}>{t.frame.viewPage}</span>
            <Icon of={ExternalLink} size="s" />
          </a>
          {mayChange && (
            <a href={paths.start}>
              <span class={css.name}>{t.frame.newPage}</span>
              <Icon of={Plus} size="s" />
            </a>
          )}
        </nav>
      </div>
    </>
  );
}
