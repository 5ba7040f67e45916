import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "preact/hooks";
import { inbox, type Conversation } from "../api/inbox";
import { usePage } from "../frame/page";
import { useInboxLive } from "./useInboxLive";

export const conversationKey = (page: string, person: string) => ["conversation", page, person];

/** One conversation with all that the person panel shows; its summary follows the live changes. */
export function useConversation(person: string) {
  const page = usePage();
  const live = useInboxLive();
  const client = useQueryClient();
  const key = conversationKey(page.id, person);
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => inbox.read(page.id, person, signal) });

  useEffect(() => {
    const queryKey = conversationKey(page.id, person);
    const stops = [
      live.on("changed", ({ page: changed, summary, events, team }) => {
        if (changed !== page.id || summary.id !== person) return;
        client.setQueryData<Conversation>(queryKey, (before) => before && { ...before, ...summary });
        // Entries and counts are not in the summary.
        if (events?.length || team?.some((event) => event.type === "entered"))
          void client.invalidateQueries({ queryKey });
      }),
      live.on("resumed", () => void client.invalidateQueries({ queryKey })),
    ];
    return () => stops.forEach((stop) => stop());
  }, [live, client, page.id, person]);

  return query;
}
