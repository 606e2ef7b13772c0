// Bundles what pages and embeds load, leaves out the tokens they do not use, and holds each to its size.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const BUDGETS = {
  "builder.css": 1000,
  "builder.js": 1400,
  "desk.css": 420,
  "embed.css": 700,
  "embed-kinds.css": 700,
  "embed-member.css": 700,
  "embed-speech.css": 700,
  "embed.js": 400,
  "hls.js": 102_000, // only who plays HLS in a browser that does not loads it
  "player.js": 1600, // only pages with a recording load it
  "site.css": 4096,
  "site.js": 640,
  "stream.js": 500, // only where a recording is HLS
  "w.js": 256,
  "wording.js": 800, // only the desk loads it
}; // bytes, brotli
const MODULES = [
  "embed.js", // in documents of its own: the wrapper that would hide its names takes bytes
  "hls.js",
];
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
  const whole = kept.replace(/var\((--[\w-]+)\)/g, (found, name) => once.get(name) ?? found);
  return whole.replace(/--(\d)/g, "--s$1"); // a digit alone is a name by the standard, and an error to checkers
}

const bundled = Object.keys(BUDGETS).map((name) =>
  build({
    entryPoints: [`src/${name.replace(/js$/, "ts")}`],
    outdir: "dist",
    bundle: true,
    minify: true,
    format: MODULES.includes(name) ? "esm" : "iife",
    target: TARGET,
    write: false,
  }),
);
const outputFiles = (await Promise.all(bundled)).flatMap((done) => done.outputFiles);
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
