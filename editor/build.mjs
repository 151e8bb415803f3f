// Builds static/vendor/yjs.min.js and prosemirror.min.js, which imports the former: there is one copy of Yjs.
// With --check they are built into a temporary folder and compared with those that are there.

import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { minify } from "terser";

const HERE = dirname(fileURLToPath(import.meta.url));
const VENDOR = join(HERE, "..", "static", "vendor");
const MANIFEST = join(VENDOR, "manifest.json");
const VERSION_OF = { yjs: "yjs", prosemirror: "prosemirror-view" };

/** Parts of lib0 of which hardly anything is used, and which bring the rest of it. */
const standIns = {
  name: "stand-ins",
  setup({ onResolve }) {
    onResolve({ filter: /^(lib0\/(logging|environment|dom)|\.\.\/utils\.js)$/ }, () => ({ path: join(HERE, "stand_ins.js") }));
  },
};

const oneYjs = {
  name: "one-yjs",
  setup({ onResolve }) {
    onResolve({ filter: /^yjs$/ }, () => ({ path: "./yjs.min.js", external: true }));
  },
};

const toCheck = process.argv.includes("--check");
const folder = toCheck ? await mkdtemp(join(tmpdir(), "editor-")) : VENDOR;
try {
  const { outputs } = await bundle("yjs", [standIns]);
  await bundle("prosemirror", [standIns, oneYjs]);
  await mustExport(Object.values(outputs)[0].exports);
  if (toCheck) await compare();
  else await writeManifest();
} finally {
  if (toCheck) await rm(folder, { recursive: true });
}

async function bundle(name, plugins) {
  const { metafile } = await build({
    absWorkingDir: HERE,
    bundle: true,
    charset: "utf8",
    entryPoints: [`${name}.js`],
    format: "esm",
    legalComments: "none", // the licences stand beside the bundles
    logLevel: "warning",
    metafile: true,
    minify: true,
    outfile: join(folder, `${name}.min.js`),
    plugins,
    target: "es2022",
  });
  await shorten(join(folder, `${name}.min.js`));
  return metafile;
}

/** Terser finds another three kilobytes on the wire. */
async function shorten(file) {
  const compress = { keep_fargs: false, passes: 3, pure_getters: true, unsafe_arrows: true, unsafe_methods: true };
  const { code } = await minify(await readFile(file, "utf8"), { compress, ecma: 2022, module: true });
  await writeFile(file, code);
}

/** What y-prosemirror wants of Yjs must be there: a name that is missing would be undefined, and nobody would say so. */
async function mustExport(names) {
  const source = join(HERE, "node_modules", "y-prosemirror", "src");
  const files = ["lib.js", ...(await readdir(join(source, "plugins"))).map((name) => join("plugins", name))];
  for (const file of files) {
    const code = (await readFile(join(source, file), "utf8")).replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    for (const [, name] of code.matchAll(/\bY\.(\w+)/g)) {
      if (!names.includes(name)) throw new Error(`${file} uses Y.${name}, which yjs.js does not export`);
    }
  }
}

async function compare() {
  for (const name of Object.keys(VERSION_OF)) {
    const [built, there] = await Promise.all([folder, VENDOR].map((place) => readFile(join(place, `${name}.min.js`))));
    if (built.equals(there)) continue;
    console.error(`static/vendor/${name}.min.js is not what editor/ builds: run bin/editor`);
    process.exitCode = 1;
  }
}

async function writeManifest() {
  const { dependencies } = JSON.parse(await readFile(join(HERE, "package.json"), "utf8"));
  const entries = JSON.parse(await readFile(MANIFEST, "utf8"));
  for (const [name, of] of Object.entries(VERSION_OF)) {
    const entry = entries.find(({ file }) => file === `static/vendor/${name}.min.js`);
    const content = await readFile(join(VENDOR, `${name}.min.js`));
    entry.version = dependencies[of];
    entry.sha256 = createHash("sha256").update(content).digest("hex");
  }
  await writeFile(MANIFEST, `${JSON.stringify(entries, null, 2)}\n`);
}
