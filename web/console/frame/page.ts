import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me, PageCard } from "../api/accounts";

interface Here {
  me: Me;
  page: PageCard | undefined;
}

export const PageContext = createContext<Here | undefined>(undefined);

export function useMember() {
  const here = useContext(PageContext);
  if (!here) throw new Error("Only inside the frame.");
  return here.me;
}

/** The page that the screen is about. */
export function usePage(): PageCard {
  const page = useContext(PageContext)?.page;
  if (!page) throw new Error("Only inside a page's screen.");
  return page;
}

export function useOptionalPage() {
  return useContext(PageContext)?.page;
}

/** Owners and admins change the page; agents answer. */
export function useMayChange() {
  return useMember().member.role !== "agent";
}
