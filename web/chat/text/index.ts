import { catalogue } from "../../shared/text/language";
import type { ChatText } from "./en";

export const useChatText = catalogue<ChatText>({
  en: () => import("./en").then(({ en }) => en),
  es: () => import("./es").then(({ es }) => es),
});
