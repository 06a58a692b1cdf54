import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vite";

/** Lay a smaller copy beside each script, which the server hands to browsers that take it. */
const smaller = {
  name: "smaller",
  writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle).filter((name) => name.endsWith(".js"))) {
      const content = readFileSync(join(dir, file));
      if (content.length < 1400) continue; // one packet anyway
      writeFileSync(join(dir, `${file}.br`), brotliCompressSync(content));
      writeFileSync(join(dir, `${file}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

// The build goes into the Python package; pages read the manifest, and work without it.
export default defineConfig({
  base: "/static/dist/",
  plugins: [smaller],
  build: {
    outDir: "../src/deqi/web/static/dist",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600, // three.js, on the pages that draw a body and on no other
    rollupOptions: { input: ["src/main.ts", "src/atlas/main.ts"] },
  },
});
