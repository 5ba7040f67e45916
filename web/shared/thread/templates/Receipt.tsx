import { useEffect, useRef, useState } from "preact/hooks";
import { useFormats } from "../../text/formats";
import { Button, LinkButton } from "../../ui/Button";
import { Printer } from "../../ui/icons";
import { safeHref } from "../linkify";
import { Lines } from "./Lines";
import { money } from "./money";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText } from "./text";

type Amount = number | string;

export type ReceiptFields = {
  recipient_name: string;
  order_number: string;
  currency: string;
  payment_method: string;
  merchant_name?: string;
  timestamp?: Amount;
  order_url?: string;
  elements?: {
    title: string;
    subtitle?: string;
    quantity?: Amount;
    price: Amount;
    currency?: string;
    image_url?: string;
  }[];
  address?: {
    street_1: string;
    street_2?: string;
    city: string;
    postal_code: string;
    state: string;
    country: string;
  };
  summary: { subtotal?: Amount; shipping_cost?: Amount; total_tax?: Amount; total_cost: Amount };
  adjustments?: { name?: string; amount?: Amount }[];
};

/** What was bought, what it cost and where it goes; it can be printed alone. */
export function Receipt({ fields }: TemplateProps<ReceiptFields>) {
  const text = useTemplateText();
  const formats = useFormats();
  const [printing, setPrinting] = useState(false);
  const sheet = useRef<HTMLElement>(null);
  const inMoney = (amount?: Amount, currency = fields.currency) =>
    amount === undefined || amount === "" ? undefined : money(amount, currency, formats.language);
  const href = safeHref(fields.order_url);
  const seconds = Number(fields.timestamp);

  useEffect(() => {
    if (!printing) return;
    const done = () => setPrinting(false);
    addEventListener("afterprint", done, { once: true });
    print();
    return () => removeEventListener("afterprint", done);
  }, [printing]);

  return (
    <article ref={sheet} class={css.sheet} data-printing={printing ? "" : undefined} aria-label={text.receipt}>
      <header class={css.head}>
        <b>{fields.merchant_name || text.receipt}</b>
        <small>{text.order(fields.order_number)}</small>
      </header>
      {fields.elements && fields.elements.length > 0 && (
        <ul class={css.list}>
          {fields.elements.map((item, index) => (
            <li key={index} class={css.item}>
              {item.image_url && <img src={item.image_url} alt="" width={40} height={40} loading="lazy" />}
              <span>
                <b>
                  {item.title} {item.quantity !== undefined && <span>{text.times(String(item.quantity))}</span>}
                </b>
                {item.subtitle && <small>{item.subtitle}</small>}
              </span>
              <span class={css.price}>{inMoney(item.price, item.currency)}</span>
            </li>
          ))}
        </ul>
      )}
      <Lines
        of={[
          [text.subtotal, inMoney(fields.summary.subtotal)],
          [text.shipping, inMoney(fields.summary.shipping_cost)],
          [text.tax, inMoney(fields.summary.total_tax)],
          ...(fields.adjustments ?? []).map(
            ({ name, amount }) => [name ?? "", amount === undefined ? "" : inMoney(-Math.abs(Number(amount)))] as const,
          ),
          [text.total, inMoney(fields.summary.total_cost), true],
        ]}
      />
      <Lines
        of={[
          [text.paidWith, fields.payment_method],
          [text.orderedAt, seconds > 0 ? formats.dateTime(new Date(seconds * 1000)) : undefined],
          [text.deliverTo, <Address key="address" fields={fields} />],
        ]}
      />
      <footer class={css.foot}>
        {href && (
          <LinkButton href={href} target="_blank" rel="noopener noreferrer" size="sm">
            {text.seeOrder}
          </LinkButton>
        )}
        <Button size="sm" look="plain" icon={Printer} onClick={() => setPrinting(true)}>
          {text.print}
        </Button>
      </footer>
    </article>
  );
}

function Address({ fields: { recipient_name, address } }: { fields: ReceiptFields }) {
  const lines = address && [
    address.street_1,
    address.street_2,
    [address.postal_code, address.city].join(" "),
    [address.state, address.country].join(", "),
  ];
  return (
    <address>
      {[recipient_name, ...(lines ?? [])].filter(Boolean).map((line, index) => (
        <span key={index}>{line}</span>
      ))}
    </address>
  );
}
