/** An amount as the viewer writes money; the wire brings numbers also as texts. */
export function money(amount: number | string, currency: string, locale: string): string {
  const value = Number(amount);
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
  } catch {
    return `${value} ${currency}`;
  }
}
