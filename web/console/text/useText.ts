import { catalogue } from "../../shared/text/language";
import type { ConsoleText } from "./en";

export type { ConsoleText } from "./en";
export const useText = catalogue<ConsoleText>({
  en: () => import("./en").then(({ en }) => en),
  es: () => import("./es").then(({ es }) => es),
});
