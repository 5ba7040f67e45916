/** Every header that a receiver may check, computed as the server does, by the browser alone. */
export type Signatures = { sha256: string; sha1: string; standard: string | undefined };

type Signed = { secret: string; body: string; id: string; timestamp: string };

const utf8 = new TextEncoder();

export const canSign = () => typeof crypto !== "undefined" && "subtle" in crypto;

export async function signaturesOf({ secret, body, id, timestamp }: Signed): Promise<Signatures> {
  const key = keyOf(secret);
  const [sha256, sha1, standard] = await Promise.all([
    hmac("SHA-256", key, utf8.encode(body)),
    hmac("SHA-1", key, utf8.encode(body)),
    id && timestamp ? hmac("SHA-256", key, utf8.encode(`${id}.${timestamp}.${body}`)) : undefined,
  ]);
  return {
    sha256: `sha256=${hex(sha256)}`,
    sha1: `sha1=${hex(sha1)}`,
    standard: standard && `v1,${base64(standard)}`,
  };
}

/** Which of the signatures a header's value is; a header of Standard Webhooks may hold several. */
export function matching(given: string, signatures: Signatures): keyof Signatures | undefined {
  const parts = given.trim().split(/\s+/);
  return (["sha256", "sha1", "standard"] as const).find((name) => parts.includes(signatures[name] ?? "\n"));
}

/** The bytes of the secret; `whsec_` and base64 is the same in the words of Standard Webhooks. */
function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  if (!secret.startsWith("whsec_")) return utf8.encode(secret);
  try {
    return Uint8Array.from(atob(secret.slice(6)), (sign) => sign.charCodeAt(0));
  } catch {
    return utf8.encode(secret);
  }
}

async function hmac(hash: string, key: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
