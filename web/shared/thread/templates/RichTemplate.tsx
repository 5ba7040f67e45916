import type { Message } from "../Message";
import {
  BoardingPasses,
  CheckIn,
  FlightUpdate,
  Itinerary,
  type BoardingPassFields,
  type CheckInFields,
  type ItineraryFields,
  type UpdateFields,
} from "./Airline";
import { CardList } from "./CardList";
import { Cards } from "./Cards";
import { Coupon, type CouponFields } from "./Coupon";
import { Feedback, type FeedbackFields } from "./Feedback";
import { ImageGrid, type ImageGridFields } from "./ImageGrid";
import { Information, type InformationFields } from "./Information";
import { OptIn, type OptInFields } from "./OptIn";
import { Receipt, type ReceiptFields } from "./Receipt";
import { WebPage } from "./WebPage";

/** What a kind draws. The fields have been checked by the server when the message was taken. */
export type TemplateProps<Fields> = { message: Message; fields: Fields };

/** The templates that few conversations have; their code comes with the first of them. */
export function RichTemplate({ message }: { message: Message }) {
  const { kind, fields } = message.template!;
  const of = <Fields,>() => ({ message, fields: (fields ?? {}) as Fields });
  switch (kind) {
    case "cards":
      return <Cards message={message} />;
    case "list":
      return <CardList message={message} />;
    case "receipt":
      return <Receipt {...of<ReceiptFields>()} />;
    case "coupon":
      return <Coupon {...of<CouponFields>()} />;
    case "customer_feedback":
      return <Feedback {...of<FeedbackFields>()} />;
    case "customer_information":
      return <Information {...of<InformationFields>()} />;
    case "image_grid":
      return <ImageGrid {...of<ImageGridFields>()} />;
    case "open_graph":
      return <WebPage {...of<{ url: string }>()} />;
    case "one_time_notif_req":
    case "notification_messages":
      return <OptIn {...of<OptInFields>()} />;
    case "airline_boardingpass":
      return <BoardingPasses {...of<BoardingPassFields>()} />;
    case "airline_checkin":
      return <CheckIn {...of<CheckInFields>()} />;
    case "airline_itinerary":
      return <Itinerary {...of<ItineraryFields>()} />;
    case "airline_update":
      return <FlightUpdate {...of<UpdateFields>()} />;
    default:
      return null;
  }
}
