import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { InboxLive } from "./InboxLive";

const Live = createContext<InboxLive | undefined>(undefined);

/** One live connection for the whole console, watching the page on screen. */
export function InboxLiveProvider({ page, children }: { page: string | undefined; children: ComponentChildren }) {
  const [live] = useState(() => new InboxLive());
  useEffect(() => {
    void live.start();
    return () => live.stop();
  }, [live]);
  useEffect(() => {
    if (page) live.watch(page);
  }, [live, page]);
  return <Live.Provider value={live}>{children}</Live.Provider>;
}

export function useInboxLive() {
  const live = useContext(Live);
  if (!live) throw new Error("Only inside the frame.");
  return live;
}

export function useConnection() {
  const live = useInboxLive();
  const [connection, setConnection] = useState(live.connection);
  useEffect(() => live.on("connection", setConnection), [live]);
  return connection;
}
