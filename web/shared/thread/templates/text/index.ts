import { catalogue } from "../../../text/language";
import { en } from "./en";
import { es } from "./es";

export type { TemplateText } from "./en";
export const useTemplateText = catalogue({ en, es });
