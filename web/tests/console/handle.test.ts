import { expect, it } from "vitest";
import { handleFrom, handleShape } from "../../console/start/handle";

it("makes a short name from a name", () => {
  expect(handleFrom("Panadería Luna & Co.")).toBe("panaderia-luna-co");
  expect(handleFrom("  ¡Ñandú!  ")).toBe("nandu");
  expect(handleShape.test("luna--co")).toBe(false);
  expect(handleFrom("日本")).toBe("");
  expect(handleFrom("a".repeat(60))).toHaveLength(40);
});
