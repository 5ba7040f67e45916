/** What a token may do; the server knows the same four. */
export const allScopes = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_read_engagement",
  "pages_utility_messaging",
] as const;
