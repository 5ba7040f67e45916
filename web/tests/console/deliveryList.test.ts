import { describe, expect, it } from "vitest";
import type { Delivery } from "../../console/api/platform";
import { withNewest, withOlder } from "../../console/developers/deliveryList";

const one = (n: number, state: Delivery["state"] = "delivered"): Delivery => ({
  delivery_id: `evt_${n}`,
  app_id: "1",
  field: "messages",
  at: new Date(n * 1000).toISOString(),
  state,
  failed_attempts: 0,
});
const some = (...numbers: number[]) => numbers.map((n) => one(n));
const ids = (list: { deliveries: Delivery[] }) => list.deliveries.map((delivery) => delivery.delivery_id);

describe("the log of deliveries", () => {
  it("puts new ones first and keeps the older part", () => {
    const known = withOlder(withNewest(undefined, { deliveries: some(6, 5, 4), next: "a" }), {
      deliveries: some(3, 2, 1),
    });
    const list = withNewest(known, { deliveries: some(7, 6, 5), next: "b" });
    expect(ids(list)).toEqual(["evt_7", "evt_6", "evt_5", "evt_4", "evt_3", "evt_2", "evt_1"]);
    expect(list.next).toBeUndefined();
  });

  it("takes over what became of those it knew", () => {
    const known = withNewest(undefined, { deliveries: [one(2, "waiting"), one(1)], next: "a" });
    const list = withNewest(known, { deliveries: [one(2), one(1)], next: "a" });
    expect(list.deliveries.map(({ state }) => state)).toEqual(["delivered", "delivered"]);
    expect(list.next).toBe("a");
  });

  it("lets go of those that match no more", () => {
    const known = withNewest(undefined, { deliveries: some(5, 4, 3, 2), next: "a" });
    const list = withNewest(known, { deliveries: some(5, 3, 2), next: "a" });
    expect(ids(list)).toEqual(["evt_5", "evt_3", "evt_2"]);
  });

  it("begins anew where so much came that there would be a hole", () => {
    const known = withNewest(undefined, { deliveries: some(3, 2, 1), next: "a" });
    const list = withNewest(known, { deliveries: some(9, 8, 7), next: "b" });
    expect(ids(list)).toEqual(["evt_9", "evt_8", "evt_7"]);
    expect(list.next).toBe("b");
  });

  it("shows nothing twice when the older page reaches into the newer", () => {
    const known = withNewest(undefined, { deliveries: some(4, 3), next: "a" });
    expect(ids(withOlder(known, { deliveries: some(3, 2) }))).toEqual(["evt_4", "evt_3", "evt_2"]);
  });
});
