import { useEffect, useState } from "preact/hooks";
import { Switch } from "../../shared/ui/Check";
import { useText } from "../text/useText";
import { isSubscribed, pushWorks, subscribe, unsubscribe } from "./push";

/** Notifications on this device, also with the console closed. */
export function PushSwitch() {
  const t = useText();
  const words = t.settings.you;
  const works = pushWorks();
  const [on, setOn] = useState(false);
  const [hint, setHint] = useState(works ? words.pushHint : words.pushMissing);
  useEffect(() => {
    if (works) void isSubscribed().then(setOn);
  }, [works]);

  const change = async (wish: boolean) => {
    setOn(wish);
    try {
      if (wish) {
        const allowed = await subscribe();
        setOn(allowed);
        setHint(allowed ? words.pushHint : words.pushDenied);
      } else {
        await unsubscribe();
      }
    } catch {
      setOn(!wish);
      setHint(words.pushFailed);
    }
  };

  return (
    <Switch label={words.push} hint={hint} checked={on} disabled={!works} onChange={(wish) => void change(wish)} />
  );
}
