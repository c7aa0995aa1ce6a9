// Bundles the page's scripts and styles into the Python package: two files, no source map, no comment.
import { build } from "esbuild";

const out = new URL("../geomap/maps/assets/", import.meta.url).pathname;
const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  charset: "utf8",
  target: ["chrome100", "firefox100", "safari15"],
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: { page: "src/main.ts" },
  outdir: out,
  format: "iife",
  loader: { ".png": "dataurl" },
});
await build({
  ...common,
  entryPoints: { page: "src/page.css" },
  outdir: out,
  loader: { ".png": "dataurl" },
});
