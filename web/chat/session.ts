import type { ChatSession, DeviceLink, OpenedSession, OpenSession, RedeemedDevice } from "../shared/api/chat";
import { Problem, request } from "../shared/api/request";
import { keepToken, readToken } from "./device";

/** Where one came from and what the link wants written; read once, then the address is clean. */
export type Arrival = { handle: string; text?: string; opening: OpenSession };

const sources = ["link", "code", "page", "widget", "plugin", "ad", "post", "channel"] as const;

export function readArrival(location: Location): Arrival {
  const handle = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  const asked = new URLSearchParams(location.search);
  const ref = asked.get("ref");
  const source = sources.find((one) => one === asked.get("source"));
  const text = asked.get("text")?.slice(0, 8000);
  const opening: OpenSession = { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  if (ref && /^[A-Za-z0-9_=\-.]{1,2083}$/.test(ref)) opening.ref = ref;
  if (source) opening.source = source;
  return text ? { handle, text, opening } : { handle, opening };
}

/** Opens the conversation as the person this device already is, or as a new one. */
export async function openSession(arrival: Arrival, locale: string): Promise<OpenedSession> {
  const path = `/api/chat/${encodeURIComponent(arrival.handle)}/sessions`;
  const body = { ...arrival.opening, locale };
  const token = readToken(arrival.handle) ?? undefined;
  const session = await request<OpenedSession>(path, { method: "POST", body, token }).catch((error: unknown) => {
    if (!token || !(error instanceof Problem) || error.status !== 401) throw error;
    keepToken(arrival.handle, null);
    return request<OpenedSession>(path, { method: "POST", body });
  });
  keepToken(arrival.handle, session.token);
  return session;
}

/** The same in another language: greeting and ways to begin are the page's own words. */
export async function changeLanguage(token: string, locale: string): Promise<ChatSession> {
  await request("/api/chat/person", { method: "PATCH", body: { locale }, token });
  return request<ChatSession>("/api/chat/session", { token });
}

export function linkAnotherDevice(token: string): Promise<DeviceLink> {
  return request<DeviceLink>("/api/chat/devices", { method: "POST", body: {}, token });
}

export async function redeemDevice(code: string): Promise<RedeemedDevice> {
  const redeemed = await request<RedeemedDevice>("/api/chat/devices/redeem", { method: "POST", body: { code } });
  keepToken(redeemed.handle, redeemed.token);
  return redeemed;
}

export function block(token: string, on: boolean): Promise<unknown> {
  return request("/api/chat/block", { method: "POST", body: { on }, token });
}
