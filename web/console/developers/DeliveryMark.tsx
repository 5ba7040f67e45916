import type { Delivery } from "../api/platform";
import { Check, CircleAlert, Clock } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { useDeveloperText } from "./text/useText";

export function DeliveryMark({ delivery }: { delivery: Delivery }) {
  const words = useDeveloperText().log.states;
  if (delivery.state === "delivered") {
    return (
      <Tag look="good" icon={Check}>
        {words.delivered}
      </Tag>
    );
  }
  if (delivery.state === "given_up") {
    return (
      <Tag look="bad" icon={CircleAlert}>
        {words.given_up}
      </Tag>
    );
  }
  return (
    <Tag {...(delivery.failed_attempts > 0 ? { look: "care" as const } : {})} icon={Clock}>
      {words.waiting}
    </Tag>
  );
}
