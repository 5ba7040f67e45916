import type { TextByLanguage } from "./pages";
import { request, withQuery } from "./request";

export interface AutomaticText {
  on: boolean;
  text: TextByLanguage;
}

export interface Faq {
  id?: string;
  question: TextByLanguage;
  answer: TextByLanguage;
}

export interface Desk {
  helper_name: string;
  greeting: AutomaticText;
  instant: AutomaticText;
  away: AutomaticText;
  faqs: Faq[];
}

export interface Trade {
  trade: string;
  name: string;
  greeting: string;
  faqs: { question: string; answer: string }[];
}

export interface UsualReply {
  seconds?: number;
  sample_count: number;
}

export const desk = {
  read: (page: string) => request.get<Desk>(`/api/desk/${page}`),
  write: (page: string, settings: Desk) => request.put(`/api/desk/${page}`, settings),
  trades: (locale: string) => request.get<Trade[]>(withQuery("/api/desk/trades", { locale })),
  usualReply: (page: string) => request.get<UsualReply>(`/api/desk/${page}/usual-reply`),
};
