import { Problem, request as send, type RequestOptions } from "../../shared/api/request";

type Query = Record<string, string | number | boolean | undefined>;

/** Called when a request finds that nobody is signed in any more. */
let signedOut: () => void = () => undefined;

export function onSignedOut(tell: () => void) {
  signedOut = tell;
}

export function withQuery(path: string, query: Query) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") parts.set(name, String(value));
  }
  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}

async function ask<T>(path: string, options: RequestOptions): Promise<T> {
  try {
    return await send<T>(path, options);
  } catch (problem) {
    if (problem instanceof Problem && problem.code === "unauthenticated") signedOut();
    throw problem;
  }
}

/** The team's API: same origin, the session's cookie. */
export const request = {
  get: <T>(path: string, signal?: AbortSignal) => ask<T>(path, signal ? { signal } : {}),
  post: <T = void>(path: string, body: unknown = {}) => ask<T>(path, { method: "POST", body }),
  put: <T = void>(path: string, body: unknown) => ask<T>(path, { method: "PUT", body }),
  patch: <T = void>(path: string, body: unknown) => ask<T>(path, { method: "PATCH", body }),
  delete: <T = void>(path: string, body?: unknown) => ask<T>(path, { method: "DELETE", body }),
};
