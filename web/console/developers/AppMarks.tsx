import type { App } from "../api/platform";
import { Check, CircleAlert, Clock } from "../../shared/ui/icons";
import { Tag } from "../../shared/ui/Mark";
import { healthOf } from "./apps";
import { useDeveloperText } from "./text/useText";

/** How its webhook is, in a word or two. */
export function AppMarks({ app, isDefault }: { app: App; isDefault: boolean }) {
  const words = useDeveloperText().app;
  const health = healthOf(app);
  return (
    <>
      {isDefault && <Tag look="info">{words.isDefault}</Tag>}
      {health === "noWebhook" && <Tag>{words.noWebhook}</Tag>}
      {health === "live" && (
        <Tag look="good" icon={Check}>
          {words.live}
        </Tag>
      )}
      {health === "paused" && (
        <Tag look="care" icon={Clock}>
          {words.paused}
        </Tag>
      )}
      {health === "failing" && (
        <Tag look="bad" icon={CircleAlert}>
          {words.failing}
        </Tag>
      )}
      {app.waiting > 0 && <Tag>{words.waiting(app.waiting)}</Tag>}
      {app.given_up > 0 && <Tag look="bad">{words.givenUp(app.given_up)}</Tag>}
    </>
  );
}
