import type { ChatPage } from "../shared/api/chat";
import { Button } from "../shared/ui/Button";
import { Dialog } from "../shared/ui/Dialog";
import { ConversationActs, type Acts } from "./ConversationActs";
import { DeviceDialog } from "./DeviceDialog";
import { ShopFacts } from "./ShopPanel";
import { useChatText } from "./text";

/** What opens over the conversation: the shop, another device, and the question before blocking. */
export function ConversationDialogs({ acts, page, token }: { acts: Acts; page: ChatPage; token: string }) {
  const text = useChatText();
  switch (acts.open) {
    case "device":
      return <DeviceDialog token={token} onClose={acts.close} />;
    case "about":
      return (
        <Dialog title={page.name} look="sheet" closeLabel={text.close} onClose={acts.close}>
          <ShopFacts page={page} />
          <ConversationActs acts={acts} />
        </Dialog>
      );
    case "block":
      return (
        <Dialog
          title={text.blockTitle(page.name)}
          onClose={acts.close}
          buttons={
            <>
              <Button onClick={acts.close}>{text.keepOpen}</Button>
              <Button look="bad" onClick={() => void acts.block(true)}>
                {text.block}
              </Button>
            </>
          }
        >
          <p>{text.blockBody}</p>
        </Dialog>
      );
    default:
      return null;
  }
}
