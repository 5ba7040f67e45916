// What this device remembers between visits. A browser that stores nothing still chats, for as long as the page is open.

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to be done, and nothing lost but the memory.
  }
}

/** The device token is what makes this person the same one tomorrow. */
export const readToken = (handle: string) => read(`charla.device.${handle}`);
export const keepToken = (handle: string, token: string | null) => write(`charla.device.${handle}`, token);

export const readLanguage = () => read("charla.language");
export const keepLanguage = (language: string) => write("charla.language", language);

/** How far this device has read, to show where the new messages begin. */
export function readPlace(conversation: string): number | undefined {
  const kept = read(`charla.read.${conversation}`);
  return kept === null ? undefined : Number(kept);
}
export const keepPlace = (conversation: string, seq: number) => write(`charla.read.${conversation}`, String(seq));
