// Builds the styles, scripts and fonts into the web package, where collectstatic finds them.
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const built = path.join(here, "../src/waylight/web/static/build");
const out = `${built}-making`;
const inter = path.join(here, "node_modules/@fontsource/inter");

await rm(out, { recursive: true, force: true });
await mkdir(path.join(out, "fonts"), { recursive: true });

const { css } = sass.compile(path.join(here, "scss/app.scss"), {
  loadPaths: [here, path.join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
await writeFile(path.join(out, "app.css"), css);

await esbuild.build({
  absWorkingDir: here,
  entryPoints: { app: "js/app.mjs", support: "js/support.js" },
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "esm",
  target: "es2020",
  outdir: out,
});

// Latin Extended as well as Latin: children's names come from many languages.
for (const script of ["latin", "latin-ext"]) {
  for (const face of ["400-normal", "400-italic", "600-normal", "700-normal"]) {
    const file = `inter-${script}-${face}.woff2`;
    await cp(path.join(inter, "files", file), path.join(out, "fonts", file));
  }
}

// The fonts' licence requires a copy beside them.
await cp(path.join(inter, "LICENSE"), path.join(out, "fonts", "LICENCE.txt"));

// Replace the old build in one step, so that a page never loads half a build.
await rm(built, { recursive: true, force: true });
await rename(out, built);
