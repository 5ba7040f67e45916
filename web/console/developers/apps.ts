import { useQuery, useQueryClient } from "@tanstack/react-query";
import { platform, type App } from "../api/platform";
import { usePage } from "../frame/page";

const appsKey = (page: string) => ["apps", page];

export function useApps() {
  const page = usePage();
  return useQuery({ queryKey: appsKey(page.id), queryFn: () => platform.apps(page.id) });
}

/** Reads the apps anew, after one of them was changed. */
export function useAppsChanged() {
  const page = usePage();
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: appsKey(page.id) });
}

export type Health = "live" | "paused" | "failing" | "noWebhook";

export function healthOf(app: App): Health {
  if (!app.webhook || !app.subscribed) return "noWebhook";
  if (app.webhook.state === "paused") return "paused";
  return app.webhook.failing_since ? "failing" : "live";
}
