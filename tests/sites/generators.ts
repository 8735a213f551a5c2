/** What a project of each generator has before anybody follows our recipe. */
import type { Files } from "./recipes.js";

export interface Generator {
  /** Section of the page "Sites". */
  readonly recipe: string;
  /** Exact versions, from the npm registry. */
  readonly packages: Files;
  /** More of its `package.json`. */
  readonly manifest?: { readonly type?: "module"; readonly overrides?: Files };
  readonly files?: Files;
  /** The command that starts the development server at a port. */
  readonly dev: (port: number) => string;
  readonly build: string;
  /** The folder that is served then. */
  readonly output: string;
}

const vite = (version: string): Generator => ({
  recipe: "vite",
  packages: { vite: version },
  dev: (port) => `vite --port ${port} --strictPort`,
  build: "vite build",
  output: "dist",
});

const react = { react: "19.3.1", "react-dom": "19.3.1" };

export const generators: Readonly<Record<string, Generator>> = {
  "Vite 5": vite("5.4.21"),
  "Vite 6": vite("6.4.6"),
  "Vite 7": vite("7.3.8"),
  "Vite 8": vite("8.3.8"),
  VitePress: {
    recipe: "vitepress",
    packages: { vitepress: "1.6.4" },
    dev: (port) => `vitepress dev --port ${port}`,
    build: "vitepress build",
    output: ".vitepress/dist",
  },
  Astro: {
    recipe: "astro",
    packages: { astro: "5.18.2" },
    dev: (port) => `astro dev --port ${port}`,
    build: "astro build",
    output: "dist",
  },
  SvelteKit: {
    recipe: "sveltekit",
    manifest: { type: "module" },
    packages: {
      "@sveltejs/kit": "2.70.4",
      "@sveltejs/adapter-static": "3.0.11",
      "@sveltejs/vite-plugin-svelte": "6.2.4",
      svelte: "5.57.3",
      vite: "7.3.8",
    },
    files: {
      "svelte.config.js":
        'import adapter from "@sveltejs/adapter-static";\nexport default { kit: { adapter: adapter() } };\n',
      "src/app.html":
        '<!doctype html><html lang="en"><head><meta charset="utf-8" />%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>\n',
      "src/routes/+layout.js": "export const prerender = true;\n",
    },
    dev: (port) => `vite dev --port ${port} --strictPort`,
    build: "vite build",
    output: "build",
  },
  Nuxt: {
    recipe: "nuxt",
    packages: { nuxt: "4.4.2" },
    // With a newer one, this Nuxt, the last for Node 20, cannot store a page that it has made.
    manifest: { overrides: { unstorage: "1.17.4" } },
    dev: (port) => `nuxt dev --port ${port}`,
    build: "nuxt generate",
    output: ".output/public",
  },
  Next: {
    recipe: "next",
    packages: { next: "16.4.6", ...react },
    files: {
      "next.config.mjs": 'export default { output: "export" };\n',
      "app/layout.js":
        'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n',
    },
    dev: (port) => `next dev --port ${port}`,
    build: "next build",
    output: "out",
  },
  Docusaurus: {
    recipe: "docusaurus",
    packages: { "@docusaurus/core": "3.10.2", "@docusaurus/preset-classic": "3.10.2", ...react },
    files: {
      "docusaurus.config.js":
        'export default {\n  title: "Attention",\n  url: "http://localhost",\n  baseUrl: "/",\n  presets: [["classic", { docs: false, blog: false }]],\n};\n',
    },
    dev: (port) => `docusaurus start --port ${port} --no-open`,
    build: "docusaurus build",
    output: "build",
  },
};
