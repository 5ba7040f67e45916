import { accounts } from "../api/accounts";

export function passkeysWork() {
  return typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/** The person closed the browser's window, or it timed out: not a failure of ours. */
export class PasskeyStopped extends Error {}

async function ask(dialog: Promise<Credential | null>): Promise<unknown> {
  const credential = await dialog.catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new PasskeyStopped();
  return credential.toJSON();
}

export async function signInWithPasskey(email?: string) {
  const options = await accounts.passkeyRequest(email);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  await accounts.passkeySignIn(await ask(navigator.credentials.get({ publicKey })));
}

export async function addPasskey(name: string) {
  const options = await accounts.passkeyOptions();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  await accounts.addPasskey(await ask(navigator.credentials.create({ publicKey })), name);
}
