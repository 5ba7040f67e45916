// What an app put beside the conversation; its code comes where there is such a thing.
export { Away } from "./Away";
export { Commands } from "./Commands";
export { EntryMenu } from "./EntryMenu";
