export type Piece = { text: string; href?: string };

const found = /\b(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ()-]{6,16}\d/giu;

/** Cuts text into words and links. Only web, mail and telephone addresses become links; the rest stays what was typed. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(found)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    const inside = address.startsWith("+") && /[\w/.]/.test(text.charAt(match.index - 1));
    if (!href || inside) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** The sentence's own punctuation is not part of the address; a closing bracket is, when it was opened inside. */
function trimmed(address: string): string {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (!/[.,;:!?)\]…»”’]/u.test(last)) break;
    const kept = address.slice(0, end);
    if (last === ")" && kept.split("(").length >= kept.split(")").length) break;
  }
  return address.slice(0, end);
}

function hrefOf(address: string): string | undefined {
  if (address.startsWith("+")) return `tel:${address.replace(/[^+\d]/g, "")}`;
  if (!/^(https?:\/\/|www\.)/i.test(address)) return address.includes("@") ? `mailto:${address}` : undefined;
  const whole = address.startsWith("www.") ? `https://${address}` : address;
  return parsed(whole)?.href;
}

function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/** A link from a template: only what a tap may safely open. */
export function safeHref(url: string | undefined): string | undefined {
  const link = url ? parsed(url) : undefined;
  return link && ["https:", "http:", "mailto:", "tel:"].includes(link.protocol) ? link.href : undefined;
}

const emoji =
  /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[#*0-9]\uFE0F?\u20E3)(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*\s*){1,6}$/u;

/** One to six emoji and nothing else. */
export function onlyEmoji(text: string): boolean {
  return text.length <= 60 && emoji.test(text.trim());
}
