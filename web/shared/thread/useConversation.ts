import { useEffect, useReducer } from "preact/hooks";
import type { ConversationModel, ConversationView } from "./ConversationModel";

/** Redraws when the conversation changes. */
export function useConversation(model: ConversationModel): ConversationView {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    redraw(undefined);
    return model.subscribe(() => redraw(undefined));
  }, [model]);
  return model.view;
}
