/** 1, 2, 4 … 30 seconds, each give or take a fifth so that a thousand clients do not come back in the same moment. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(30, 2 ** attempt) * 1000 * (0.8 + random() * 0.4);
}
