import { catalogue } from "../../../shared/text/language";
import { en, type DeveloperText } from "./en";
import { es } from "./es";

export type { DeveloperText } from "./en";

/** The screens come late and bring their texts along. */
export const useDeveloperText = catalogue<DeveloperText>({ en, es });
