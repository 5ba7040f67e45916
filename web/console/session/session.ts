import { QueryCache, QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { accounts, type Me } from "../api/accounts";
import { onSignedOut } from "../api/request";
import { Problem } from "../../shared/api/request";

export const meKey = ["me"];

/** Reads are tried again when the server could not be reached or was busy, never when it said no. */
function worthRetrying(count: number, error: unknown) {
  return count < 3 && error instanceof Problem && error.passes;
}

export const queries = new QueryClient({
  queryCache: new QueryCache(),
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 30_000, refetchOnWindowFocus: false } },
});

let expired = false;
const listeners = new Set<() => void>();

function setExpired(value: boolean) {
  if (expired === value) return;
  expired = value;
  listeners.forEach((listener) => listener());
}

/** Only somebody who was signed in can be signed out; a first visit just sees the sign-in screen. */
onSignedOut(() => {
  if (queries.getQueryData(meKey)) setExpired(true);
});

/** True from the moment a request finds the session gone until somebody signs in again. */
export function useExpired() {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => expired,
  );
}

export function useMe(enabled = true) {
  return useQuery({ queryKey: meKey, queryFn: accounts.me, enabled, staleTime: Infinity });
}

/** After a sign-in: the same person goes on where they were, another one starts afresh. */
export function useSignedIn() {
  const client = useQueryClient();
  return async () => {
    const before = client.getQueryData<Me>(meKey)?.member.id;
    const me = await client.fetchQuery({ queryKey: meKey, queryFn: accounts.me, staleTime: 0 });
    if (before && before !== me.member.id) {
      location.assign("/console");
      return;
    }
    setExpired(false);
    await client.invalidateQueries();
  };
}

export async function signOut() {
  await accounts.signOut();
  queries.clear();
  location.assign("/console/sign-in");
}
