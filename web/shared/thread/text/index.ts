import { catalogue } from "../../text/language";
import type { ThreadText } from "./en";

export type { ThreadText } from "./en";
export const useThreadText = catalogue<ThreadText>({
  en: () => import("./en").then(({ en }) => en),
  es: () => import("./es").then(({ es }) => es),
});
