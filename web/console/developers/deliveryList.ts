import type { Delivery } from "../api/platform";

/** What is known of the log: the newest first, and where its older part goes on. */
export type DeliveryList = { deliveries: Delivery[]; next: string | undefined };

type Page = { deliveries: Delivery[]; next?: string };

/**
 * Lays the newest page over what is known. What is older than the page stays; where so much came at once that the two
 * no longer touch, the page begins the list anew, for a list has no holes.
 */
export function withNewest(known: DeliveryList | undefined, page: Page): DeliveryList {
  const last = page.deliveries.at(-1);
  if (!known || !page.next || !last) return { deliveries: page.deliveries, next: page.next };
  const fresh = new Set(page.deliveries.map((one) => one.delivery_id));
  if (!known.deliveries.some((one) => fresh.has(one.delivery_id)))
    return { deliveries: page.deliveries, next: page.next };
  const older = known.deliveries.filter((one) => !fresh.has(one.delivery_id) && one.at <= last.at);
  return {
    deliveries: [...page.deliveries, ...older],
    next: older.length > 0 || known.deliveries.length > page.deliveries.length ? known.next : page.next,
  };
}

/** Adds the page that was asked for with `next`. */
export function withOlder(known: DeliveryList, page: Page): DeliveryList {
  const there = new Set(known.deliveries.map((one) => one.delivery_id));
  return {
    deliveries: [...known.deliveries, ...page.deliveries.filter((one) => !there.has(one.delivery_id))],
    next: page.next,
  };
}
