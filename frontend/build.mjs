// Bundles what pages and embeds load, leaves out the tokens they do not use, and holds each to its size.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const BUDGETS = { "desk.css": 300, "embed.css": 700, "site.css": 4096, "site.js": 640 }; // bytes, brotli
const TARGET = ["chrome123", "firefox120", "safari17.5"]; // the first with light-dark()

/** Leave out the tokens that nothing in the sheet reads, and write those read once in their place. */
function prune(css) {
  const uses = new Map();
  for (const [, name] of css.matchAll(/var\((--[\w-]+)\)/g))
    uses.set(name, (uses.get(name) ?? 0) + 1);
  const once = new Map();
  const kept = css.replace(/(--[\w-]+):([^;{}]*);?/g, (_, name, value) => {
    const short = value.trim().replaceAll(", ", ",");
    if (uses.get(name) === 1) once.set(name, short);
    return uses.get(name) > 1 ? `${name}:${short};` : "";
  });
  return kept.replace(/var\((--[\w-]+)\)/g, (whole, name) => once.get(name) ?? whole);
}

const { outputFiles } = await build({
  entryPoints: ["src/desk.css", "src/embed.css", "src/site.css", "src/site.ts"],
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: TARGET,
  write: false,
});
await mkdir("dist", { recursive: true });
for (const file of outputFiles) {
  const name = basename(file.path);
  const text = name.endsWith(".css") ? prune(file.text) : file.text;
  await writeFile(`dist/${name}`, text.trim());
  const size = brotliCompressSync(text.trim()).length;
  console.log(`${name}: ${text.trim().length} bytes, ${size} compressed, ${BUDGETS[name]} allowed`);
  if (size > BUDGETS[name]) process.exitCode = 1;
}
await copyFile("src/mark.svg", "dist/mark.svg");
