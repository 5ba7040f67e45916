import { describe, expect, it } from "vitest";
import { matching, signaturesOf } from "../../console/developers/signatures";

const signed = { secret: "s3cret", body: '{"object":"page","text":"¡hola!"}', id: "evt_1", timestamp: "1700000000" };

/** Made by another program from the same secret and body. */
const expected = {
  sha256: "sha256=64e1088865e2e6bd0e1b43810a6ada087621e66d8de69df55db775d41c5bc141",
  sha1: "sha1=a87ea3604cc41f371a3183ae075926da9e340ffa",
  standard: "v1,uZj8ZxjKnLm8LmVDT4TXKT+whl2bOCl38BWN85igkSY=",
};

describe("the signatures of a body", () => {
  it("are those that the server sends", async () => {
    expect(await signaturesOf(signed)).toEqual(expected);
  });

  it("are the same for a secret in the words of Standard Webhooks", async () => {
    expect(await signaturesOf({ ...signed, secret: `whsec_${btoa("s3cret")}` })).toEqual(expected);
  });

  it("do without that of Standard Webhooks where id or time are missing", async () => {
    expect((await signaturesOf({ ...signed, timestamp: "" })).standard).toBeUndefined();
  });

  it("are told apart, also among several in one header", async () => {
    const found = await signaturesOf(signed);
    expect(matching(` ${expected.sha256} `, found)).toBe("sha256");
    expect(matching(expected.sha1, found)).toBe("sha1");
    expect(matching(`v1,AAAA ${expected.standard}`, found)).toBe("standard");
    expect(matching("sha256=00", found)).toBeUndefined();
    expect(matching("", await signaturesOf({ ...signed, id: "" }))).toBeUndefined();
  });
});
