import { expect, it } from "vitest";
import { fill, insertField } from "../../console/desk/fields";

it("fills the fields of a text", () => {
  expect(fill("Hello {{first_name}}, we are back {{back}}.", { first_name: "Noor", back: "at 7:30" })).toBe(
    "Hello Noor, we are back at 7:30.",
  );
});

it("leaves no gap where a field is not known", () => {
  expect(fill("Hello {{first_name}}, welcome.", {})).toBe("Hello, welcome.");
  expect(fill("Hello {{first_name|friend}}.", {})).toBe("Hello friend.");
});

it("puts a field at the writing mark", () => {
  expect(insertField("Hello", "first_name", 5)).toEqual({ text: "Hello {{first_name}}", at: 20 });
  expect(insertField("Hello X!", "page", 6, 7).text).toBe("Hello {{page}}!");
});
