import type { EntryText } from "./en";

export const es: EntryText = {
  menu: "Menú",
  backFrom: (title) => `Volver de ${title}`,
  commands: "Comandos",
  close: "Cerrar",
  ownTab: "Abrir en una pestaña aparte",
  loggedOut: "Has cerrado la sesión.",
  notLoggedIn: "No tenías la sesión iniciada.",
  failed: "No ha funcionado. No se ha perdido nada.",
};
