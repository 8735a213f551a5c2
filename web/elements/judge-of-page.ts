import type { Judge, Language } from "../judge/index.js";

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

/** @param assetBase as the judge's option; exercises that name different ones do not share */
export function judgeOf(page: Document, assetBase: string): PageJudge {
  const known = judges.get(page) ?? new Map<string, PageJudge>();
  judges.set(page, known);
  const judge = known.get(assetBase) ?? createPageJudge(assetBase);
  known.set(assetBase, judge);
  return judge;
}

function createPageJudge(assetBase: string): PageJudge {
  const states = new Map<Language, RuntimeState>();
  const listeners = new Set<() => void>();
  let loading: Promise<Judge> | undefined;

  const set = (language: Language, state: RuntimeState) => {
    states.set(language, state);
    for (const listener of listeners) listener();
  };
  const load = () => {
    loading ??= import("../judge/index.js").then(({ createJudge }) =>
      createJudge({
        ...(assetBase && { assetBase }),
        onLoad: ({ language, ...bytes }) => set(language, { status: "loading", ...bytes }),
      }),
    );
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };

  return {
    prepare: async (language) => {
      const { status } = states.get(language) ?? { status: "asleep" };
      if (status === "asleep" || status === "failed")
        set(language, { status: "loading", bytesLoaded: 0, bytesTotal: 0 });
      try {
        const judge = await load();
        await judge.prepare(language);
        if (states.get(language)?.status !== "ready") set(language, { status: "ready" });
        return judge;
      } catch (error) {
        set(language, { status: "failed", message: error instanceof Error ? error.message : `${error}` });
        throw error;
      }
    },
    stateOf: (language) => states.get(language) ?? { status: "asleep" },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
