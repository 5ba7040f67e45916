import { Awning } from "../shared/ui/Awning";
import { Skeleton } from "../shared/ui/Skeleton";
import css from "./ChatScreen.module.css";
import { useChatText } from "./text";

/** The frame of a conversation while it opens. */
export function Opening() {
  const text = useChatText();
  return (
    <div class={css.opening}>
      <Awning thin />
      <Skeleton label={text.loading} rows={1} />
    </div>
  );
}
