const prefix = "charla.draft.";

/** What was written and not sent, per conversation, on this device. */
export function readDraft(key: string): string {
  try {
    return localStorage.getItem(prefix + key) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(prefix + key, text);
    else localStorage.removeItem(prefix + key);
  } catch {
    // A browser that stores nothing keeps the draft as long as the page.
  }
}
