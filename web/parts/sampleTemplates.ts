import type { Answer, MessageContent, Template } from "../shared/api/conversation";
import type { PartsText } from "./text/en";

const picture = "/app/icon-512.png";
const site = "https://luna.example/";

/** One template of every kind, and those that ask something once more with an answer. */
export function sampleTemplates(text: PartsText): Omit<MessageContent, "message_id">[] {
  const flight = {
    flight_number: "LN201",
    departure_airport: { airport_code: "MAD", city: "Madrid", terminal: "4", gate: "J12" },
    arrival_airport: { airport_code: "BOG", city: "Bogotá" },
    flight_schedule: {
      boarding_time: "2026-06-16T10:35",
      departure_time: "2026-06-16T11:20",
      arrival_time: "2026-06-16T14:55",
    },
  };
  const order = { type: "postback" as const, title: text.talkOrder, payload: "order" };
  const of = (kind: Template["kind"], fields: object, answer?: Answer, more: Partial<Template> = {}) => ({
    template: { kind, fields, ...more },
    ...(answer ? { answer } : {}),
  });
  const feedback = (type: string, score_option: string, follow_up = true) => ({
    title: text.talkRate,
    subtitle: text.talkMoment,
    feedback_screens: [
      {
        questions: [
          {
            id: "q",
            type,
            score_option,
            score_label: "neg_pos",
            ...(follow_up ? { follow_up: { type: "free_form", placeholder: "" } } : {}),
          },
        ],
      },
    ],
    business_privacy: { url: site },
  });
  return [
    of("cards", {}, undefined, {
      cards: [1, 2].map(() => ({
        title: text.talkCake,
        subtitle: text.talkSlices,
        image_url: picture,
        url: site,
        buttons: [order, { type: "share" as const }],
      })),
    }),
    of("list", {}, undefined, {
      cards: [1, 2, 3].map(() => ({
        title: text.talkCake,
        subtitle: text.talkSlices,
        image_url: picture,
        buttons: [order],
      })),
      buttons: [{ type: "account_link", url: site }],
    }),
    of("receipt", {
      recipient_name: "Noor Haddad",
      order_number: "A-1041",
      currency: "EUR",
      payment_method: "Visa 2345",
      merchant_name: "Luna",
      timestamp: "1765000000",
      order_url: site,
      elements: [
        { title: text.talkCake, subtitle: text.talkSlices, quantity: 2, price: 24, image_url: picture },
        { title: text.talkCandles, quantity: "1", price: "2.50" },
      ],
      address: { street_1: "Calle Mayor 4", city: "Madrid", postal_code: "28013", state: "Madrid", country: "ES" },
      summary: { subtotal: 50.5, shipping_cost: 4.95, total_tax: 5.05, total_cost: 55.5 },
      adjustments: [{ name: text.talkFirstOrder, amount: 5 }],
    }),
    of("coupon", {
      title: text.talkCoupon,
      subtitle: text.talkUntil,
      coupon_code: "LUNA10",
      coupon_url: site,
      image_url: picture,
    }),
    of("customer_feedback", feedback("csat", "five_stars")),
    of("customer_feedback", feedback("csat", "five_emojis", false)),
    of("customer_feedback", feedback("nps", "zero_to_ten"), { score: 9, text: text.talkHello }),
    of("customer_information", { countries: ["ES"], business_privacy: { url: site } }),
    of("image_grid", {
      title: text.talkCake,
      subtitle: text.talkSlices,
      images: [
        { url: picture, is_hero_image: true, action: { type: "web_url", url: site } },
        { url: picture, action: { type: "postback", payload: "2", text: text.talkOrder } },
        { url: picture },
      ],
    }),
    of("one_time_notif_req", { title: text.talkBack }),
    of(
      "notification_messages",
      { title: text.talkBack, image_url: picture, notification_messages_cta_text: "SIGN_UP" },
      { granted: true },
    ),
    of("open_graph", { url: site }),
    of("airline_boardingpass", {
      intro_message: text.talkCheckedIn,
      boarding_pass: [
        {
          passenger_name: "HADDAD/NOOR",
          pnr_number: "CG4X7U",
          travel_class: "business",
          seat: "74J",
          auxiliary_fields: [{ label: "Group", value: "2" }],
          logo_image_url: picture,
          qr_code: "M1HADDAD/NOOR CG4X7UMADBOG LN201",
          flight_info: flight,
        },
      ],
    }),
    of("airline_checkin", {
      intro_message: text.talkCheckedIn,
      pnr_number: "CG4X7U",
      checkin_url: site,
      flight_info: [flight],
    }),
    of("airline_update", {
      intro_message: text.talkCheckedIn,
      pnr_number: "CG4X7U",
      update_type: "delay",
      update_flight_info: flight,
    }),
    of("airline_itinerary", {
      intro_message: text.talkCheckedIn,
      pnr_number: "CG4X7U",
      passenger_info: [{ passenger_id: "p1", name: "Noor Haddad" }],
      flight_info: [{ ...flight, segment_id: "s1", travel_class: "business" }],
      passenger_segment_info: [{ segment_id: "s1", passenger_id: "p1", seat: "12A", seat_type: "Business" }],
      base_price: "1206",
      tax: "200",
      total_price: "1406",
      currency: "EUR",
    }),
    {
      attachments: [
        {
          file_id: "m",
          kind: "image",
          url: picture,
          name: "cake.png",
          size: 9,
          mime: "image/png",
          width: 512,
          height: 512,
        },
      ],
      template: { kind: "media", buttons: [order] },
    },
  ];
}
