/** What a person can see is wrong with an e-mail; the rest only a sent letter would show. */
export function emailFault(email: string): "missing" | "wrong" | undefined {
  if (email.trim() === "") return "missing";
  return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(email.trim()) ? undefined : "wrong";
}
