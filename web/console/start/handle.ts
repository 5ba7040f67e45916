/** Turns a business's name into the short name of its page: "Panadería Luna & Co." → "panaderia-luna-co". */
export function handleFrom(name: string) {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}

/** 3 to 40 small letters and digits, with single hyphens between them. */
export const handleShape = /^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;
