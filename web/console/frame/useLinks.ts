import { useEffect } from "preact/hooks";
import { useLocation } from "wouter";

/** Lets every plain link that stays in the console go there without loading the page anew. */
export function useLinks() {
  const [, go] = useLocation();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element).closest?.("a");
      if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
      if (link.pathname !== "/console" && !link.pathname.startsWith("/console/")) return;
      if (link.hash && link.pathname === location.pathname) return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    // A pressed notification asks the open console to go there.
    const called = (event: MessageEvent<{ go?: string }>) => {
      if (event.data.go) go(event.data.go);
    };
    document.addEventListener("click", follow);
    navigator.serviceWorker?.addEventListener("message", called);
    return () => {
      document.removeEventListener("click", follow);
      navigator.serviceWorker?.removeEventListener("message", called);
    };
  }, [go]);
}
