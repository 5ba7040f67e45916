import { useEffect, useState } from "preact/hooks";
import type { DeviceLink } from "../shared/api/chat";
import { Button } from "../shared/ui/Button";
import { Dialog } from "../shared/ui/Dialog";
import { Copy } from "../shared/ui/icons";
import { Skeleton } from "../shared/ui/Skeleton";
import { toast } from "../shared/ui/toast";
import css from "./DeviceDialog.module.css";
import { linkAnotherDevice } from "./session";
import { useChatText } from "./text";

/** A one-time link that opens this same conversation elsewhere. */
export function DeviceDialog({ token, onClose }: { token: string; onClose: () => void }) {
  const text = useChatText();
  const [link, setLink] = useState<DeviceLink | null>(null);
  const [failed, setFailed] = useState(false);

  const make = () => {
    setFailed(false);
    linkAnotherDevice(token).then(setLink, () => setFailed(true));
  };
  useEffect(make, []);

  return (
    <Dialog title={text.otherDevice} look="sheet" closeLabel={text.close} onClose={onClose}>
      <p>{link?.code_svg ? text.otherDeviceHow : text.otherDeviceLink}</p>
      {failed && (
        <p>
          {text.failed} <Button onClick={make}>{text.tryAgain}</Button>
        </p>
      )}
      {!link && !failed && <Skeleton label={text.makingLink} rows={1} />}
      {link && (
        <div class={css.link}>
          {link.code_svg && <img src={link.code_svg} alt={text.otherDeviceCode} width={208} height={208} />}
          <p class={css.url}>{link.url}</p>
          <Button
            icon={Copy}
            onClick={() => void navigator.clipboard.writeText(link.url).then(() => toast(text.copied))}
          >
            {text.copyLink}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
