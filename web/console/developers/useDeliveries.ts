import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "preact/hooks";
import { platform, type DeliveryFilter } from "../api/platform";
import { useSubmit } from "../forms/useSubmit";
import { usePage } from "../frame/page";
import { withNewest, withOlder, type DeliveryList } from "./deliveryList";

/** How often the log is looked at while it is on the screen. */
const lookEvery = 2000;

/** The log, live: new deliveries appear, and the states of the newest ones change. */
export function useDeliveries(filter: DeliveryFilter, limit = 50) {
  const page = usePage();
  const [list, setList] = useState<DeliveryList>();
  const newest = useQuery({
    queryKey: ["deliveries", page.id, filter, limit],
    queryFn: () => platform.deliveries(page.id, filter, undefined, limit),
    refetchInterval: lookEvery,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    if (newest.data) setList((known) => withNewest(known, newest.data));
  }, [newest.data]);
  const more = useSubmit(async () => {
    if (!list?.next) return;
    const older = await platform.deliveries(page.id, filter, list.next, limit);
    setList((known) => known && withOlder(known, older));
  });
  return { list, more, problem: newest.error, retry: () => void newest.refetch() };
}
