import { request, withQuery } from "./request";

export interface Webhook {
  callback_url: string;
  fields: string[];
  state: "live" | "paused";
  paused_at?: string;
  pause_reason?: "gone" | "failing" | "by_hand";
  failing_since?: string;
}

export interface App {
  app_id: string;
  name: string;
  requires_proof?: boolean;
  subscribed: boolean;
  subscribed_fields?: string[];
  webhook?: Webhook;
  waiting: number;
  given_up: number;
}

/** What is shown once, when it is made. */
export interface AppKeys {
  app_id: string;
  app_secret: string;
  verify_token: string;
  page_access_token: string;
}

export interface AccessToken {
  token_id: string;
  name: string;
  scopes: string[];
  made_at: string;
  last_used_at?: string;
}

export interface Notice {
  app_id: string;
  at: string;
  kind: string;
  detail?: string;
}

export type DeliveryState = "waiting" | "delivered" | "given_up";

export interface Delivery {
  delivery_id: string;
  app_id: string;
  psid?: string;
  field: string;
  at: string;
  state: DeliveryState;
  failed_attempts: number;
  due_at?: string;
  last_attempt?: { at: string; status?: number; error?: string };
}

export interface Attempt {
  at: string;
  url: string;
  headers: Record<string, string>;
  took_ms: number;
  status?: number;
  error?: string;
  answer?: string;
}

export interface DeliveryFilter {
  app?: string;
  state?: string;
  field?: string;
  since?: string;
  until?: string;
}

export interface Sandbox extends AppKeys {
  page_id: string;
  handle: string;
  name: string;
}

const of = (page: string) => `/api/platform/${page}`;
const ofApp = (page: string, app: string) => `${of(page)}/apps/${app}`;
const ofDelivery = (page: string, id: string) => `${of(page)}/deliveries/${encodeURIComponent(id)}`;

export const platform = {
  apps: (page: string) => request.get<{ apps: App[]; default_app?: string }>(`${of(page)}/apps`),
  makeApp: (page: string, name: string) => request.post<AppKeys>(`${of(page)}/apps`, { name }),
  renameApp: (page: string, app: string, name: string) => request.patch(ofApp(page, app), { name }),
  removeApp: (page: string, app: string) => request.delete(ofApp(page, app)),
  makeDefault: (page: string, app: string) => request.post(`${ofApp(page, app)}/default`),
  replaceSecret: (page: string, app: string, hours: number) =>
    request.post<{ app_secret: string; old_secret_until: string }>(`${ofApp(page, app)}/secret`, {
      overlap_hours: hours,
    }),
  requireProof: (page: string, app: string, required: boolean) =>
    request.put<App>(`${ofApp(page, app)}/proof`, { required }),

  tokens: (page: string, app: string) => request.get<{ tokens: AccessToken[] }>(`${ofApp(page, app)}/tokens`),
  makeToken: (page: string, app: string, token: { name: string; scopes: string[] }) =>
    request.post<{ token_id: string; page_access_token: string }>(`${ofApp(page, app)}/tokens`, token),
  revokeToken: (page: string, app: string, token: string) => request.delete(`${ofApp(page, app)}/tokens/${token}`),

  setWebhook: (page: string, app: string, webhook: { callback_url: string; verify_token?: string; fields: string[] }) =>
    request.put<App>(`${ofApp(page, app)}/webhook`, webhook),
  removeWebhook: (page: string, app: string) => request.delete<App>(`${ofApp(page, app)}/webhook`),
  pause: (page: string, app: string) => request.post<App>(`${ofApp(page, app)}/webhook/pause`),
  resume: (page: string, app: string) => request.post<App>(`${ofApp(page, app)}/webhook/resume`),
  sendTest: (page: string, app: string, field: string) =>
    request.post<{ delivery_id: string }>(`${ofApp(page, app)}/webhook/test`, { field }),
  notices: (page: string) => request.get<{ notices: Notice[] }>(`${of(page)}/notices`),

  deliveries: (page: string, filter: DeliveryFilter, after?: string, limit = 50) =>
    request.get<{ deliveries: Delivery[]; next?: string }>(
      withQuery(`${of(page)}/deliveries`, { ...filter, after, limit }),
    ),
  delivery: (page: string, id: string) =>
    request.get<{ delivery: Delivery; body: string; attempts: Attempt[] }>(ofDelivery(page, id)),
  redeliver: (page: string, id: string) => request.post<{ count: number }>(`${ofDelivery(page, id)}/redeliver`),
  redeliverAll: (page: string, filter: DeliveryFilter) =>
    request.post<{ count: number }>(`${of(page)}/deliveries/redeliver`, filter),
  erasePerson: (page: string, psid: string) =>
    request.delete<{ count: number }>(`${of(page)}/persons/${psid}/deliveries`),

  makeSandbox: (page: string) => request.post<Sandbox>(`${of(page)}/sandbox`),
  clock: (page: string) => request.get<{ movable: boolean; now: string }>(`${of(page)}/sandbox/clock`),
  moveClock: (page: string, advance: string) => request.post<{ now: string }>(`${of(page)}/sandbox/clock`, { advance }),
};
