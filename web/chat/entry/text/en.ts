export const en = {
  menu: "Menu",
  backFrom: (title: string) => `Back from ${title}`,
  commands: "Commands",
  close: "Close",
  ownTab: "Open in a tab of its own",
  loggedOut: "You are logged out.",
  notLoggedIn: "You were not logged in.",
  failed: "That did not work. Nothing was lost.",
};

export type EntryText = typeof en;
