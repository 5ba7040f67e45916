import { useEffect } from "preact/hooks";

/** The room above the on-screen keyboard, for browsers that lay the keyboard over the page (iOS). */
export function useWindowHeight(): void {
  useEffect(() => {
    const seen = window.visualViewport;
    if (!seen) return;
    const fit = () => {
      document.documentElement.style.setProperty("--window", `${seen.height}px`);
      if (seen.offsetTop > 0) window.scrollTo(0, 0);
    };
    fit();
    seen.addEventListener("resize", fit);
    return () => seen.removeEventListener("resize", fit);
  }, []);
}
