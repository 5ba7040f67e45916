import { useEffect } from "preact/hooks";
import { request } from "../../shared/api/request";
import { Dialog } from "../../shared/ui/Dialog";
import { Icon } from "../../shared/ui/Icon";
import { ExternalLink } from "../../shared/ui/icons";
import { toast } from "../../shared/ui/toast";
import type { Leaving } from "../leaving";
import css from "./Away.module.css";
import { useEntryText } from "./text";

type Props = Leaving & { token: string; onClose: () => void };

/** Out of the thread and back: a page over it, or the business's own login. */
export function Away({ button, message, token, onClose }: Props) {
  if (button.type === "url") {
    return <WebSheet url={button.url!} height={button.webview_height_ratio ?? "full"} onClose={onClose} />;
  }
  const body = { message_id: message?.messageId, ...(button.url ? { url: button.url } : {}) };
  return <Account isLogin={button.type === "account_link"} body={body} token={token} onClose={onClose} />;
}

/** The page has a frame to itself, from where it reaches nothing of the conversation. */
function WebSheet({ url, height, onClose }: { url: string; height: string; onClose: () => void }) {
  const text = useEntryText();
  const { host } = new URL(url);
  return (
    <Dialog title={host} look="sheet" closeLabel={text.close} onClose={onClose}>
      <iframe
        class={css[height]}
        src={url}
        title={host}
        sandbox="allow-forms allow-popups allow-same-origin allow-scripts"
        referrerpolicy="no-referrer"
      />
      <a class={css.out} href={url} target="_blank" rel="noopener noreferrer">
        {text.ownTab}
        <Icon of={ExternalLink} size="s" />
      </a>
    </Dialog>
  );
}

type AccountProps = { isLogin: boolean; body: object; token: string; onClose: () => void };

/** Logging in leads to the business's site, which sends the person back here. */
function Account({ isLogin, body, token, onClose }: AccountProps) {
  const text = useEntryText();
  useEffect(() => {
    const ask = <T,>(path: string) => request<T>(`/api/chat/account-links${path}`, { method: "POST", body, token });
    const done = isLogin
      ? ask<{ url: string }>("").then(({ url }) => location.assign(url))
      : ask<{ unlinked: boolean }>("/unlink").then(({ unlinked }) =>
          toast(unlinked ? text.loggedOut : text.notLoggedIn),
        );
    void done.catch(() => toast(text.failed)).then(onClose);
  }, []);
  return null;
}
