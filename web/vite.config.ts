import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = "http://localhost:5000";

/** An imported lucide icon is the drawing inside its <svg>; the element itself is drawn by Icon. */
const icons: Plugin = {
  name: "icons",
  enforce: "pre",
  load(id) {
    if (!/lucide-static\/icons\/[\w-]+\.svg\?raw$/.test(id)) return null;
    const svg = readFileSync(id.replace("?raw", ""), "utf8");
    const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `export default ${JSON.stringify(drawing.replace(/\s*\n\s*/g, ""))}`;
  },
};

export default defineConfig({
  base: "/app/",
  plugins: [icons],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [
      { find: /^react$/, replacement: "preact/compat" },
      { find: /^react-dom$/, replacement: "preact/compat" },
      { find: /^react\/jsx-runtime$/, replacement: "preact/jsx-runtime" },
    ],
  },
  build: {
    target: "es2022",
    outDir: here("../src/Server/wwwroot/app"),
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        chat: here("chat.html"),
        console: here("console.html"),
        parts: here("parts.html"),
        sw: here("console/worker/sw.ts"),
      },
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
      // Libraries mark themselves for server rendering, which means nothing here.
      onLog: (level, log, tell) => (log.code === "MODULE_LEVEL_DIRECTIVE" ? undefined : tell(level, log)),
    },
  },
  server: {
    proxy: {
      "/api": { target: server, ws: true },
      "/hubs": { target: server, ws: true },
      "/files": server,
      "/p": server,
    },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
  },
});
