import { Button, LinkButton } from "../../ui/Button";
import { Copy } from "../../ui/icons";
import { toast } from "../../ui/toast";
import { safeHref } from "../linkify";
import { Words } from "../Words";
import { useThread } from "../ThreadContext";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText } from "./text";

export type CouponFields = {
  title: string;
  subtitle?: string;
  coupon_code?: string;
  coupon_url?: string;
  coupon_url_button_title?: string;
  coupon_pre_message?: string;
  image_url?: string;
};

/** A code to take along, or a page that already knows it. Taking it tells the business. */
export function Coupon({ message, fields }: TemplateProps<CouponFields>) {
  const text = useTemplateText();
  const { acts } = useThread();
  const href = safeHref(fields.coupon_url);
  const take = () => {
    if (!message.answer) void acts.answer?.(message, {});
  };
  const copy = (code: string) => {
    take();
    void navigator.clipboard.writeText(code).then(() => toast(text.codeCopied));
  };
  return (
    <article class={css.sheet} aria-label={text.coupon}>
      {fields.image_url && <img class={css.picture} src={fields.image_url} alt="" loading="lazy" />}
      <div class={css.words}>
        <b>{fields.title}</b>
        {fields.subtitle && <p>{fields.subtitle}</p>}
        {fields.coupon_pre_message && (
          <p>
            <Words text={fields.coupon_pre_message} />
          </p>
        )}
      </div>
      {fields.coupon_code && <p class={css.code}>{fields.coupon_code}</p>}
      <footer class={css.foot}>
        {fields.coupon_code && (
          <Button size="sm" look="brand" icon={Copy} onClick={() => copy(fields.coupon_code!)}>
            {text.copyCode}
          </Button>
        )}
        {href && (
          <LinkButton href={href} target="_blank" rel="noopener noreferrer" size="sm" onClick={take}>
            {fields.coupon_url_button_title || text.useCoupon}
          </LinkButton>
        )}
      </footer>
    </article>
  );
}
