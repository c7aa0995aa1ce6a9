// Bundles the page's scripts and styles into the Python package: three files, no source map, no comment.
import { build } from "esbuild";

const out = new URL("../geomap/maps/assets/", import.meta.url).pathname;
const source = new URL("src/", import.meta.url).pathname;
const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  charset: "utf8",
  target: ["chrome100", "firefox100", "safari15"],
  logLevel: "warning",
  loader: { ".png": "dataurl" },
};
const script = { ...common, format: "iife" };

// The first script hands its modules on to the second, so that none of them is in the page twice.
const { metafile } = await build({ ...script, entryPoints: ["src/first.ts"], write: false, metafile: true });
const handed = Object.keys(metafile.inputs).filter((path) => path.endsWith(".ts")).map((path) => path.slice("src/".length, -".ts".length));
const lines = handed.map((name, i) => `import * as m${i} from "./${name}";`);
await build({
  ...script,
  stdin: {
    contents: `${lines.join("\n")}\nwindow.geomap.modules = { ${handed.map((name, i) => `${JSON.stringify(name)}: m${i}`).join(", ")} };`,
    resolveDir: source,
  },
  outfile: `${out}first.js`,
});
await build({
  ...script,
  entryPoints: { page: "src/main.ts" },
  outdir: out,
  // Not run before the first script asks for it.
  banner: { js: "geomap.rest=()=>{" },
  footer: { js: "};" },
  plugins: [{
    name: "handed",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) => (handed.includes(path.slice(2)) ? { path: path.slice(2), namespace: "handed" } : undefined));
      onLoad({ filter: /.*/, namespace: "handed" }, ({ path }) => ({ contents: `module.exports = geomap.modules[${JSON.stringify(path)}];` }));
    },
  }],
});
await build({ ...common, entryPoints: { page: "src/page.css" }, outdir: out });
