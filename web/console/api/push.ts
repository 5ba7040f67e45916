import { request } from "./request";

export const push = {
  key: () => request.get<{ key: string }>("/api/push/key"),
  subscribe: (subscription: PushSubscriptionJSON) => request.post("/api/push/subscriptions", subscription),
  unsubscribe: (endpoint: string) => request.delete("/api/push/subscriptions", { endpoint }),
};
