/** The same rule as the `--brand-*` tokens: white writing where it reaches 4.5:1, else black. */

export function isColour(text: string) {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function channel(value: number) {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

export function luminance(colour: string) {
  const value = Number.parseInt(colour.slice(1), 16);
  return 0.2126 * channel(value >> 16) + 0.7152 * channel((value >> 8) & 255) + 0.0722 * channel(value & 255);
}

export function contrast(one: string, other: string) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function writingOn(colour: string) {
  return contrast(colour, "#ffffff") >= 4.5 ? "#ffffff" : "#000000";
}
