/** Every address inside the console. The screen comes first, then the page it is about. */
export const paths = {
  home: "/console",
  signIn: "/console/sign-in",
  start: "/console/start",
  startStep: (page: string, step: string) => `/console/start/${page}/${step}`,
  /** `at`: the number of the message to show. */
  inbox: (page: string, person?: string, at?: number) =>
    `/console/inbox/${page}${person ? `/${person}` : ""}${at ? `?at=${at}` : ""}`,
  desk: (page: string, tab?: string) => `/console/desk/${page}${tab ? `/${tab}` : ""}`,
  codes: (page: string) => `/console/codes/${page}`,
  developers: (page: string, section?: string, item?: string) =>
    ["/console/developers", page, section, item].filter(Boolean).join("/"),
  settings: (page: string, section = "profile") => `/console/settings/${page}/${section}`,
};
