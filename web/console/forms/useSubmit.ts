import { useCallback, useRef, useState } from "react";

/** Runs one thing at a time and holds what went wrong until the next try. */
export function useSubmit<Input = void>(action: (input: Input) => Promise<void>) {
  const [state, setState] = useState<{ busy: boolean; problem: unknown }>({ busy: false, problem: undefined });
  const latest = useRef(action);
  latest.current = action;
  const running = useRef(false);

  const run = useCallback(async (input: Input) => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, problem: undefined });
    try {
      await latest.current(input);
      setState({ busy: false, problem: undefined });
    } catch (problem) {
      setState({ busy: false, problem });
    } finally {
      running.current = false;
    }
  }, []);

  const clear = useCallback(() => setState({ busy: false, problem: undefined }), []);
  return { ...state, run, clear };
}
