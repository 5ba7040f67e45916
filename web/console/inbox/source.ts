import type { Source } from "../api/inbox";
import { Globe, Link, Megaphone, MessageCircle, QrCode, Store } from "../../shared/ui/icons";
import type { ConsoleText } from "../text/useText";

const icons: Record<string, string> = {
  link: Link,
  code: QrCode,
  page: Store,
  widget: Globe,
  plugin: Globe,
  ad: Megaphone,
};

export function sourceIcon(kind: string) {
  return icons[kind] ?? MessageCircle;
}

/** What the team calls the way somebody came in: the code's own name, else its reference, else its kind. */
export function sourceName(t: ConsoleText, source: Source) {
  return source.name ?? source.ref ?? t.inbox.sources[source.kind] ?? "";
}

/** "from the code “Table 7”", to follow another word. */
export function sourcePhrase(t: ConsoleText, source: Source) {
  const name = source.name ?? source.ref ?? "";
  const known = t.inbox.from as Record<string, ((name: string) => string) | undefined>;
  return (known[source.kind] ?? t.inbox.from.other)(name);
}
