import { type Language, languages, type RuntimeName } from "../../format/index.js";
import type { Judge } from "../../judge/index.js";
import { assetBaseOf } from "../shared/asset-base.js";
import { type Failure, failureOf } from "../shared/readable-failure.js";

/** How far the runtime of a language is. */
export type RuntimeState =
  | { readonly status: "asleep" }
  /** On its way over the network; afterwards, and from the browser's cache, it starts: `bytesLoaded` is `bytesTotal`. */
  | { readonly status: "loading"; readonly bytesLoaded: number; readonly bytesTotal: number }
  | { readonly status: "ready" }
  | { readonly status: "failed"; readonly failure: Failure };

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

/** @param attribute the exercise's own asset base, if any; exercises that name different ones do not share */
export function judgeOf(page: Document, attribute: string): PageJudge {
  const assetBase = assetBaseOf(page, attribute);
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
        set(runtime, { status: "failed", failure: failureOf(error) });
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
