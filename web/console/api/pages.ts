import { request } from "./request";

export type TextByLanguage = Record<string, string>;

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** Local times of the page, "HH:MM". `to` at or before `from` runs past midnight. */
export interface Span {
  from: string;
  to: string;
}

export type Hours = Partial<Record<Weekday, Span[]>>;

export interface SpecialDay {
  date: string;
  name?: string;
  spans: Span[];
}

/** The rules by which a page may write to people. */
export const policies = ["house", "meta-2017", "meta-2020", "meta-2026"] as const;
export type Policy = (typeof policies)[number];

export interface PageSettings {
  id: string;
  handle: string;
  name: string;
  about?: TextByLanguage;
  category?: string;
  picture_url?: string;
  brand: string;
  locale: string;
  locales: string[];
  timezone: string;
  address?: string;
  phone?: string;
  hours: Hours;
  special_days: SpecialDay[];
  policy: Policy;
  sample?: boolean;
  links: { page: string; chat: string };
}

export type PageChange = Partial<Omit<PageSettings, "id" | "picture_url" | "sample" | "links">>;

export const pages = {
  read: (page: string) => request.get<PageSettings>(`/api/pages/${page}`),
  change: (page: string, change: PageChange) => request.patch(`/api/pages/${page}`, change),
  create: (page: { name: string; handle: string; locale?: string; timezone?: string; trade?: string }) =>
    request.post<{ id: string; handle: string }>("/api/pages", page),
  checkHandle: (handle: string, signal?: AbortSignal) =>
    request.get<{ available: boolean; suggestion?: string }>(
      `/api/pages/handles/${encodeURIComponent(handle)}`,
      signal,
    ),
  setPicture: (page: string, file: File) => {
    const form = new FormData();
    form.set("file", file);
    return request.post<{ picture_url?: string }>(`/api/pages/${page}/picture`, form);
  },
  removePicture: (page: string) => request.delete(`/api/pages/${page}/picture`),
};
