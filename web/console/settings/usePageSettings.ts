import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Me } from "../api/accounts";
import { pages, type PageChange, type PageSettings } from "../api/pages";
import { usePage } from "../frame/page";
import { meKey } from "../session/session";

export const pageKey = (page: string) => ["page", page];

export function usePageSettings() {
  const page = usePage();
  return useQuery({ queryKey: pageKey(page.id), queryFn: () => pages.read(page.id) });
}

/** Saves a part of the page and shows it at once wherever the page is named. */
export function useChangePage() {
  const page = usePage();
  const client = useQueryClient();
  return async (change: PageChange) => {
    await pages.change(page.id, change);
    client.setQueryData<PageSettings>(pageKey(page.id), (before) => before && { ...before, ...change });
    const { name, handle, brand, locale, timezone } = { ...page, ...change };
    client.setQueryData<Me>(
      meKey,
      (me) =>
        me && {
          ...me,
          pages: me.pages.map((one) => (one.id === page.id ? { ...one, name, handle, brand, locale, timezone } : one)),
        },
    );
    await client.invalidateQueries({ queryKey: pageKey(page.id) });
  };
}
