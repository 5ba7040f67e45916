import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Answer, TemplateButton } from "../api/conversation";
import type { Message } from "./Message";
import type { Names } from "./names";

/** What a bubble needs from the thread around it. The object stays the same while the thread lives. */
export type ThreadActs = {
  jump: (messageId: string) => void;
  openImage: (message: Message, index: number) => void;
  showActs: (message: Message, near: HTMLElement) => void;
  tap: ((button: Pick<TemplateButton, "title" | "payload">, message: Message) => void) | undefined;
  /** Opens what is no plain link: a page over the thread, a login. False when the link opens by itself. */
  open: ((button: TemplateButton, message: Message) => boolean) | undefined;
  /** Absent where nobody is asked. It tells whether the server took the answer. */
  answer: ((message: Message, answer: Answer) => Promise<boolean>) | undefined;
  react: (message: Message, emoji: string | null) => void;
  retry: (message: Message) => void;
  discard: (message: Message) => void;
};

export type ThreadAround = { audience: "person" | "team"; names: Names; acts: ThreadActs };

export const ThreadContext = createContext<ThreadAround | null>(null);

export function useThread(): ThreadAround {
  const around = useContext(ThreadContext);
  if (!around) throw new Error("A bubble stands in a thread.");
  return around;
}
