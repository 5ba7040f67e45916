import { catalogue } from "../../shared/text/language";
import { en } from "./en";
import { es } from "./es";

export type { ConsoleText } from "./en";
export const useText = catalogue({ en, es });
