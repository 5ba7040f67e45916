import { describe, expect, it } from "vitest";
import { allFields, fieldGroups, testFields } from "../../console/developers/fields";
import { allScopes } from "../../console/developers/scopes";
import { en } from "../../console/developers/text/en";
import { es } from "../../console/developers/text/es";

describe.each([
  ["English", en],
  ["Spanish", es],
])("the developers' texts in %s", (_, words) => {
  it("explain every field, group and permission", () => {
    expect(Object.keys(words.webhook.fieldHints).sort()).toEqual([...allFields].sort());
    expect(Object.keys(words.webhook.groups)).toEqual(Object.keys(fieldGroups));
    expect(Object.keys(words.tokens.scopeNames)).toEqual([...allScopes]);
    expect(testFields.every((field) => allFields.includes(field))).toBe(true);
  });

  it("name every state, reason and notice", () => {
    expect(Object.keys(words.log.states)).toEqual(Object.keys(en.log.states));
    expect(Object.keys(words.webhook.reasons)).toEqual(Object.keys(en.webhook.reasons));
    expect(Object.keys(words.notices.kinds)).toEqual(Object.keys(en.notices.kinds));
    expect(Object.keys(words.keys.overlaps)).toEqual(Object.keys(en.keys.overlaps));
    expect(Object.keys(words.sand.steps)).toEqual(Object.keys(en.sand.steps));
  });
});
