import { useFormats } from "../../text/formats";
import { LinkButton } from "../../ui/Button";
import { Hidden } from "../../ui/Hidden";
import { Icon } from "../../ui/Icon";
import { Plane } from "../../ui/icons";
import { safeHref } from "../linkify";
import { Lines } from "./Lines";
import { money } from "./money";
import type { TemplateProps } from "./RichTemplate";
import css from "./Sheet.module.css";
import { useTemplateText, type TemplateText } from "./text";

type Airport = { airport_code: string; city: string; terminal?: string; gate?: string };
type Flight = {
  flight_number: string;
  departure_airport: Airport;
  arrival_airport: Airport;
  flight_schedule: { boarding_time?: string; departure_time: string; arrival_time?: string };
};
type Labelled = { label: string; value: string };

type Pass = {
  passenger_name: string;
  pnr_number: string;
  travel_class?: string;
  seat?: string;
  auxiliary_fields?: Labelled[];
  secondary_fields?: Labelled[];
  logo_image_url: string;
  header_image_url?: string;
  header_text_field?: string;
  qr_code?: string;
  barcode_image_url?: string;
  above_bar_code_image_url?: string;
  flight_info: Flight;
};

type Booked = { intro_message: string; pnr_number?: string };
type PassengerSegment = {
  segment_id: string;
  passenger_id: string;
  seat: string;
  seat_type: string;
  product_info?: { title: string; value: string }[];
};

export type BoardingPassFields = { intro_message: string; boarding_pass: Pass[] };
export type CheckInFields = Booked & { checkin_url: string; flight_info: Flight[] };
export type UpdateFields = Booked & { update_type: string; update_flight_info: Flight };
export type ItineraryFields = Booked & {
  passenger_info: { passenger_id: string; name: string; ticket_number?: string }[];
  flight_info: (Flight & { segment_id: string; travel_class: string })[];
  passenger_segment_info: PassengerSegment[];
  price_info?: { title: string; amount: number | string; currency?: string }[];
  base_price?: number | string;
  tax?: number | string;
  total_price: number | string;
  currency: string;
};

/** One pass for each traveller, with the code that opens the gate. */
export function BoardingPasses({ fields }: TemplateProps<BoardingPassFields>) {
  const text = useTemplateText();
  return (
    <div class={css.stack}>
      <p class={css.intro}>{fields.intro_message}</p>
      {fields.boarding_pass.map((pass, index) => (
        <article key={index} class={css.sheet} aria-label={`${text.boardingPass}: ${pass.passenger_name}`}>
          <header class={css.airline}>
            <img src={pass.logo_image_url} alt="" loading="lazy" />
            <b>{pass.header_text_field ?? text.boardingPass}</b>
          </header>
          {pass.header_image_url && <img class={css.picture} src={pass.header_image_url} alt="" loading="lazy" />}
          <Route flight={pass.flight_info} />
          <Lines
            of={[
              [text.passenger, pass.passenger_name],
              [text.booking, pass.pnr_number],
              [text.travelClass, pass.travel_class && (text.classes[pass.travel_class] ?? pass.travel_class)],
              [text.seat, pass.seat, true],
              ...[...(pass.auxiliary_fields ?? []), ...(pass.secondary_fields ?? [])].map(
                ({ label, value }) => [label, value] as const,
              ),
            ]}
          />
          <div class={css.scan}>
            {pass.above_bar_code_image_url && <img src={pass.above_bar_code_image_url} alt="" loading="lazy" />}
            <img
              class={css.barcode}
              src={pass.barcode_image_url ?? `/codes/text.svg?text=${encodeURIComponent(pass.qr_code ?? "")}`}
              alt={text.code}
              loading="lazy"
            />
          </div>
        </article>
      ))}
    </div>
  );
}

export function CheckIn({ fields }: TemplateProps<CheckInFields>) {
  const text = useTemplateText();
  return (
    <article class={css.sheet} aria-label={text.checkIn}>
      <Intro fields={fields} />
      {fields.flight_info.map((flight, index) => (
        <Route key={index} flight={flight} />
      ))}
      <footer class={css.foot}>
        <LinkButton
          href={safeHref(fields.checkin_url) ?? "#"}
          target="_blank"
          rel="noopener noreferrer"
          look="brand"
          size="sm"
        >
          {text.checkIn}
        </LinkButton>
      </footer>
    </article>
  );
}

export function FlightUpdate({ fields }: TemplateProps<UpdateFields>) {
  const text = useTemplateText();
  const what = fields.update_type.toLowerCase();
  return (
    <article class={css.sheet} aria-label={text.updates[what]}>
      <Intro fields={fields} />
      <p class={css.news}>{text.updates[what]}</p>
      <Route flight={fields.update_flight_info} />
    </article>
  );
}

export function Itinerary({ fields }: TemplateProps<ItineraryFields>) {
  const text = useTemplateText();
  const { language } = useFormats();
  const inMoney = (amount?: number | string, currency = fields.currency) =>
    amount === undefined ? undefined : money(amount, currency, language);
  const seatsOf = (passenger: string) =>
    fields.passenger_segment_info
      .filter((segment) => segment.passenger_id === passenger)
      .map((segment) => [segment.seat, ...(segment.product_info ?? []).map(({ value }) => value)].join(" · "))
      .join(", ");
  return (
    <article class={css.sheet} aria-label={text.itinerary}>
      <Intro fields={fields} />
      {fields.flight_info.map((flight, index) => (
        <Route key={index} flight={flight} travelClass={text.classes[flight.travel_class] ?? flight.travel_class} />
      ))}
      <Lines of={fields.passenger_info.map(({ name, passenger_id }) => [name, seatsOf(passenger_id)] as const)} />
      <Lines
        of={[
          [text.subtotal, inMoney(fields.base_price)],
          [text.tax, inMoney(fields.tax)],
          ...(fields.price_info ?? []).map((price) => [price.title, inMoney(price.amount, price.currency)] as const),
          [text.total, inMoney(fields.total_price), true],
        ]}
      />
    </article>
  );
}

function Intro({ fields: { intro_message, pnr_number } }: { fields: Booked }) {
  const text = useTemplateText();
  return (
    <header class={css.head}>
      <b>{intro_message}</b>
      {pnr_number && (
        <small>
          {text.booking} {pnr_number}
        </small>
      )}
    </header>
  );
}

/** From where to where, and when: the times are the airports' own, so they are shown as they were written. */
function Route({ flight, travelClass }: { flight: Flight; travelClass?: string }) {
  const text = useTemplateText();
  const { departure_airport: from, arrival_airport: to, flight_schedule: times } = flight;
  return (
    <section class={css.route} aria-label={text.flight(flight.flight_number)}>
      <div class={css.places}>
        <span>
          <b>{from.airport_code}</b>
          <small>{from.city}</small>
        </span>
        <Icon of={Plane} />
        <Hidden>{text.to}</Hidden>
        <span>
          <b>{to.airport_code}</b>
          <small>{to.city}</small>
        </span>
      </div>
      <Lines
        of={[
          [text.flightNumber, flight.flight_number],
          [text.travelClass, travelClass],
          [text.boarding, times.boarding_time && <LocalTime at={times.boarding_time} />],
          [text.departure, <LocalTime key="departure" at={times.departure_time} />, true],
          [text.arrival, times.arrival_time && <LocalTime at={times.arrival_time} />],
          ...whereabouts(from, text),
        ]}
      />
    </section>
  );
}

function whereabouts(airport: Airport, text: TemplateText): (readonly [string, string | undefined])[] {
  return [
    [text.terminal, airport.terminal],
    [text.gate, airport.gate],
  ];
}

/** A wall clock's time, without a zone: read as UTC and written as UTC it stays what it is. */
function LocalTime({ at }: { at: string }) {
  const formats = useFormats("UTC");
  const instant = new Date(`${at.slice(0, 16)}Z`);
  return <time dateTime={at}>{Number.isNaN(instant.getTime()) ? at : formats.dateTime(instant)}</time>;
}
