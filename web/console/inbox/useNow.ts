import { useEffect, useState } from "preact/hooks";

/** The time, moving on in steps, for things that say how long ago something was. */
export function useNow(step: number) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), step);
    return () => clearInterval(timer);
  }, [step]);
  return now;
}
