import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part whose code comes with its first use. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  let Loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, redraw] = useState(false);
    useEffect(() => {
      if (Loaded) return;
      void load().then((component) => {
        Loaded = component;
        redraw(true);
      });
    }, []);
    return Loaded ? <Loaded {...props} /> : null;
  };
}
