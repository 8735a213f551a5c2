import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What every version of Vite, from 5 to 8, knows of a plugin like this one. */
export interface DojoPlugin {
  /** Its name in Vite's messages. */
  readonly name: string;
  /** Keeps the package's modules where they are, beside their files, and lets a worker have more than one file. */
  config(): { optimizeDeps: { exclude: string[]; include: string[] }; worker: { format: "es" } };
  /** Serves the files beside the modules as they are. */
  configureServer(server: DevServer): void;
}

/** Of a development server, what the plugin uses. */
export interface DevServer {
  /** The server's settings. */
  readonly config: { readonly server: { readonly headers?: Readonly<Record<string, unknown>> | undefined } };
  /** Where to put what answers requests. */
  readonly middlewares: {
    use(answer: (request: Request, response: Response, next: () => void) => void): unknown;
  };
}

interface Request {
  readonly url?: string | undefined;
}

interface Response {
  setHeader(name: string, value: string): unknown;
  end(body: Uint8Array): unknown;
}

/** The built package, in which this module lies. */
const dist = import.meta.dirname;
/** How its address ends in every development server, wherever the package is linked from: `attention-dojo/dist/`. */
const ending = `/${basename(dirname(dist))}/${basename(dist)}/`;

const types: Readonly<Record<string, string>> = { html: "text/html; charset=utf-8", wasm: "application/wasm" };
const typeOf = (file: string) => types[file.split(".").at(-1) ?? ""];

/**
 * What the package imports of its dependencies. Vite bundles them beforehand, so that a site has each of them once and no page
 * reloads when one is first needed.
 */
const imported = [
  "@codemirror/autocomplete",
  "@codemirror/commands",
  "@codemirror/language",
  "@codemirror/legacy-modes/mode/javascript",
  "@codemirror/legacy-modes/mode/python",
  "@codemirror/merge",
  "@codemirror/search",
  "@codemirror/state",
  "@codemirror/view",
  "@lezer/highlight",
  "lit",
  "lit/decorators.js",
  "lit/directive.js",
  "lit/directives/keyed.js",
  "lit/directives/unsafe-html.js",
  "uplot",
];

/**
 * A plugin for Vite that makes the elements and the judge work in its development server, and in those of VitePress, Astro,
 * SvelteKit and Nuxt. Builds need it up to Vite 7.
 *
 * ```js
 * import { attentionDojo } from "attention-dojo/vite";
 * import { defineConfig } from "vite";
 *
 * export default defineConfig({ plugins: [attentionDojo()] });
 * ```
 */
export function attentionDojo(): DojoPlugin {
  const files = ["", "standalone/"].flatMap((folder) =>
    readdirSync(join(dist, folder))
      .filter((file) => typeOf(file))
      .map((file) => folder + file),
  );
  return {
    name: "attention-dojo",
    config: () => ({
      optimizeDeps: {
        exclude: ["attention-dojo"],
        include: imported.map((specifier) => `attention-dojo > ${specifier}`),
      },
      // The default before Vite 8 cannot build the lab's worker, whose jobs come one by one.
      worker: { format: "es" },
    }),
    configureServer: ({ config, middlewares }) => {
      middlewares.use((request, response, next) => {
        const path = request.url?.replace(/[?#].*/, "") ?? "";
        const file = files.find((name) => path.endsWith(ending + name));
        if (file === undefined) return next();
        for (const [name, value] of Object.entries(config.server.headers ?? {})) response.setHeader(name, `${value}`);
        response.setHeader("content-type", typeOf(file) as string);
        response.end(readFileSync(join(dist, file)));
      });
    },
  };
}
