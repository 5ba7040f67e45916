import { catalogue } from "../../../shared/text/language";
import { en } from "./en";
import { es } from "./es";

export const useEntryText = catalogue({ en, es });
