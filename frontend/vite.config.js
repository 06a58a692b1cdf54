import { defineConfig } from "vite";

// The build goes into the Python package; pages read the manifest, and work without it.
export default defineConfig({
  base: "/static/dist/",
  build: {
    outDir: "../src/deqi/web/static/dist",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    rollupOptions: { input: "src/main.ts" },
  },
});
