import { useState } from "preact/hooks";
import { platform, type AppKeys } from "../api/platform";
import { usePage } from "../frame/page";
import { NameDialog } from "./NameDialog";
import { secretsOf, ShownOnce } from "./ShownOnce";
import { useDeveloperText } from "./text/useText";

/** Makes an app and shows its keys, once. */
export function NewApp({ onClose }: { onClose: () => void }) {
  const words = useDeveloperText();
  const page = usePage();
  const [made, setMade] = useState<{ name: string; keys: AppKeys }>();
  if (made) return <ShownOnce title={made.name} secrets={secretsOf(words, made.keys)} onClose={onClose} />;
  return (
    <NameDialog
      title={words.app.makeTitle}
      verb={words.app.make}
      busy={words.app.making}
      save={async (name) => setMade({ name, keys: await platform.makeApp(page.id, name) })}
      onClose={onClose}
    />
  );
}
