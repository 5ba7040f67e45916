// Fails the build when the first load of a surface (its script, what that imports at once, and its styles) grows past its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const built = new URL("../src/Server/wwwroot/app/", import.meta.url);
const budgets = { "chat.html": 45, "console.html": 130 };

/** @type {Record<string, {file: string, imports?: string[], css?: string[]}>} */
const manifest = JSON.parse(readFileSync(new URL("manifest.json", built), "utf8"));

/** @param {string} entry @param {Set<string>} [files] */
function firstLoad(entry, files = new Set()) {
  const chunk = manifest[entry];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  chunk.css?.forEach((css) => files.add(css));
  chunk.imports?.forEach((imported) => firstLoad(imported, files));
  return files;
}

for (const [entry, limit] of Object.entries(budgets)) {
  const bytes = [...firstLoad(entry)].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, built))).length,
    0,
  );
  const size = (bytes / 1024).toFixed(1);
  console.log(`${entry}: ${size} KB gz of ${limit} KB`);
  if (bytes > limit * 1024) {
    console.error(`${entry} is over its budget.`);
    process.exitCode = 1;
  }
}
