import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "preact/hooks";
import { inbox, type Counts } from "../api/inbox";
import { usePage } from "../frame/page";
import { useInboxLive } from "./useInboxLive";

const countsKey = (page: string) => ["counts", page];

/** How many conversations of the page are open, unread and resolved: for the tabs, the rail and the window's title. */
export function useCounts(): Counts | undefined {
  const page = usePage();
  const live = useInboxLive();
  const client = useQueryClient();
  const counts = useQuery<Counts>({
    queryKey: countsKey(page.id),
    queryFn: async () => (await inbox.list(page.id, { tab: "unread", limit: 1 })).counts,
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      // Many changes in a moment cost one question.
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: countsKey(page.id) });
      }, 300);
    };
    const stops = [live.on("changed", again), live.on("resumed", again)];
    return () => {
      clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [live, client, page.id]);

  return counts.data;
}
