import { useEffect, useState } from "preact/hooks";
import type { OpenConversation } from "./openConversation";

const patience = 2000;

/** True once the connection has been away for two seconds. */
export function useOffline(conversation: OpenConversation): boolean {
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = conversation.watchLive((state) => {
      if (state === "open" || state === "paused" || state === "closed") {
        clearTimeout(timer);
        timer = undefined;
        setOffline(false);
      } else timer ??= setTimeout(() => setOffline(true), patience);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [conversation]);
  return offline;
}
