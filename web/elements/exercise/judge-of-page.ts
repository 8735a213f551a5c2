import { type Language, languages, type RuntimeName } from "../../format/index.js";
import type { Judge } from "../../judge/index.js";

/** How far the runtime of a language is. */
export type RuntimeState =
  | { readonly status: "asleep" }
  /** On its way over the network; afterwards, and from the browser's cache, it starts: `bytesLoaded` is `bytesTotal`. */
  | { readonly status: "loading"; readonly bytesLoaded: number; readonly bytesTotal: number }
  | { readonly status: "ready" }
  | { readonly status: "failed"; readonly message: string };

/** The judge that the exercises of a page share, loaded when first asked for. */
export interface PageJudge {
  /** Gets a language ready. Rejects with a sentence when it cannot be; the next call tries again. */
  prepare(language: Language): Promise<Judge>;
  stateOf(language: Language): RuntimeState;
  /** Calls back after every change of a state. Gives the function that ends it. */
  subscribe(changed: () => void): () => void;
}

// Keyed by document, because every exercise on a page shares one sandbox and one copy of the kernels.
const judges = new WeakMap<Document, Map<string, PageJudge>>();

const assetBases = new WeakMap<Document, string>();

/**
 * Says, once for all exercises of a page, in which folder `python/` lies (`npx attention-dojo assets <folder>` writes it there):
 * `setAssetBase("https://static.example.org/dojo/")` for `https://static.example.org/dojo/python/`. Everything else that the
 * elements load lies beside their own modules. An exercise's attribute `asset-base` is the stronger.
 *
 * Call it before the first exercise needs Python. Another host must allow the page's by CORS, and the page's content security
 * policy that host by `connect-src`.
 *
 * @param url absolute, or relative to the page; "" is the folder of the page, as if never called
 * @param page default: the document of this window
 */
export function setAssetBase(url: string | URL, page: Document = document): void {
  assetBases.set(page, String(url));
}

/** @param attribute the exercise's own asset base, if any; exercises that name different ones do not share */
export function judgeOf(page: Document, attribute: string): PageJudge {
  const assetBase = attribute || (assetBases.get(page) ?? "");
  const known = judges.get(page) ?? new Map<string, PageJudge>();
  judges.set(page, known);
  const judge = known.get(assetBase) ?? createPageJudge(assetBase);
  known.set(assetBase, judge);
  return judge;
}

function createPageJudge(assetBase: string): PageJudge {
  const states = new Map<RuntimeName, RuntimeState>();
  const listeners = new Set<() => void>();
  let loading: Promise<Judge> | undefined;

  const set = (runtime: RuntimeName, state: RuntimeState) => {
    states.set(runtime, state);
    for (const listener of listeners) listener();
  };
  const load = () => {
    loading ??= import("../../judge/index.js").then(({ createJudge }) =>
      createJudge({
        ...(assetBase && { assetBase }),
        onLoad: ({ runtime, ...bytes }) => set(runtime, { status: "loading", ...bytes }),
      }),
    );
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };

  return {
    prepare: async (language) => {
      const { runtime } = languages[language];
      const { status } = states.get(runtime) ?? { status: "asleep" };
      if (status === "asleep" || status === "failed")
        set(runtime, { status: "loading", bytesLoaded: 0, bytesTotal: 0 });
      try {
        const judge = await load();
        await judge.prepare(language);
        if (states.get(runtime)?.status !== "ready") set(runtime, { status: "ready" });
        return judge;
      } catch (error) {
        set(runtime, { status: "failed", message: error instanceof Error ? error.message : `${error}` });
        throw error;
      }
    },
    stateOf: (language) => states.get(languages[language].runtime) ?? { status: "asleep" },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
