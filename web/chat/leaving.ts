import type { MenuItem } from "../shared/api/chat";
import type { TemplateButton, WebLink } from "../shared/api/conversation";
import { safeHref } from "../shared/thread/linkify";
import type { Message } from "../shared/thread/Message";

/** A button that leads out of the thread, and the message whose it is. */
export type Leaving = { button: TemplateButton | MenuItem; message?: Message | undefined };

/** Whether a page opens over the conversation: it wishes to, and its site is one of the business's own. */
export function opensHere({ url, webview_height_ratio, messenger_extensions }: WebLink, sites: string[] = []): boolean {
  const href = (webview_height_ratio || messenger_extensions) && safeHref(url);
  const site = href && new URL(href).origin;
  return Boolean(site) && site !== location.origin && sites.includes(site as string);
}
