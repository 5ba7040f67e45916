type Shown = (near: boolean) => void;

const margin = "1500px 0px";

/** Tells each chunk whether it is near the window, with one observer for all of them. */
export class ChunkWatch {
  readonly #chunks = new Map<Element, Shown>();
  #observer: IntersectionObserver | null = null;

  start(root: Element): void {
    this.#observer = new IntersectionObserver(
      (entries) => entries.forEach((entry) => this.#chunks.get(entry.target)?.(entry.isIntersecting)),
      { root, rootMargin: margin },
    );
    for (const element of this.#chunks.keys()) this.#observer.observe(element);
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  add(element: Element, shown: Shown): () => void {
    this.#chunks.set(element, shown);
    this.#observer?.observe(element);
    return () => {
      this.#chunks.delete(element);
      this.#observer?.unobserve(element);
    };
  }

  /** Draws a chunk before it comes near, to jump into it. */
  show(number: number): void {
    for (const [element, shown] of this.#chunks) {
      if (element instanceof HTMLElement && element.dataset.chunk === String(number)) shown(true);
    }
  }
}
