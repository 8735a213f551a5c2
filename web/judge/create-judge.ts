import { openExercise, slugs } from "../exercises/index.js";
import { type Exercise, type Language, scriptLanguage, type Text } from "../format/index.js";
import { type Kernels, loadKernels } from "../kernels/index.js";
import { defaultLimits, type Limits, type Runtime } from "../runtimes/index.js";
import { compareOutputs, isAccepted, type JudgedCall, reportCall } from "./compare-outputs.js";
import { programOf } from "./convert.js";
import { type DrawnCase, drawCases } from "./draw-cases.js";
import { JudgeError } from "./errors.js";
import type { Report } from "./report.js";
import { writeReport } from "./write-report.js";

/** One program to judge. */
export interface JudgeRequest {
  /** The slug of an exercise of the package, or a whole one (`openExercise` and `readOwnExercise` give it). */
  readonly exercise: string | Exercise;
  readonly language: Language;
  readonly source: string;
  /** Draws the inputs; a 32-bit whole number. Default: a fresh one, which the report names. */
  readonly seed?: number | undefined;
  /** `sample` judges only the cases that are small enough to read. Default `all`. */
  readonly cases?: "all" | "sample" | undefined;
  /** Where the defaults do not fit: 5 s for a call, 65,536 characters of console output, 1,048,576 numbers in an output. */
  readonly limits?: Partial<Limits> | undefined;
  /** Aborting ends the learner's code; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts what runs the programs of one language; called when the first of them is judged, or by `prepare`. */
export type CreateRuntime = () => Runtime | Promise<Runtime>;

/** Files of a runtime on their way over the network. */
export interface LoadProgress {
  readonly language: Language;
  readonly bytesLoaded: number;
  readonly bytesTotal: number;
}

/** What a judge is made with. */
export interface JudgeOptions {
  /**
   * The folder that holds `python/`, as `npx attention-dojo assets <folder>` makes it: in a browser an address, default the
   * folder of the page; in Node a path or a `file:` URL, default a copy of the user's own, which npm downloads once.
   */
  readonly assetBase?: string | URL;
  /** Called while a runtime is loaded over the network; in Node once, when the download begins. */
  readonly onLoad?: (progress: LoadProgress) => void;
  /** How to run each language. Default: in the browser workers inside a sandboxed frame, in Node workers in processes of their own. */
  readonly runtimes?: Partial<Record<Language, CreateRuntime>>;
  /** Default: loaded when first needed. */
  readonly kernels?: Kernels | Promise<Kernels>;
}

/** Keeps kernels and runtimes between programs, so that a verdict comes at once. */
export interface Judge {
  /**
   * Judges one program. Rejects with JudgeError when it cannot judge: an exercise or a language that it does not know, a
   * seed that is none, a runtime that does not start, an own exercise whose solution fails. Whatever the learner's code does is a report.
   */
  judge(request: JudgeRequest): Promise<Report>;
  /** Gets everything slow out of the way: kernels, and a worker of this language. */
  prepare(language: Language): Promise<void>;
  /** Ends every worker. */
  dispose(): void;
}

export function createJudge({ runtimes = {}, kernels }: JudgeOptions = {}): Judge {
  let loadedKernels = kernels && Promise.resolve(kernels);
  const running = new Map<Language, Promise<Runtime>>();

  const getKernels = () => {
    loadedKernels ??= loadKernels();
    return loadedKernels;
  };
  const getRuntime = (language: Language): Promise<Runtime> => {
    const known = running.get(language);
    if (known) return known;
    const create = runtimes[language];
    if (!create) {
      const known = Object.keys(runtimes).join(", ");
      throw new JudgeError("unknown-language", `There is no runtime for ${language} here. There is one for: ${known}.`);
    }
    const runtime = Promise.resolve(create());
    running.set(language, runtime);
    runtime.catch(() => running.delete(language));
    return runtime;
  };

  return {
    judge: async (request) =>
      judgeWith(request, await getKernels(), await getRuntime(request.language), () => getRuntime(scriptLanguage)),
    prepare: async (language) => {
      const [runtime] = await Promise.all([getRuntime(language), getKernels()]);
      await runtime.prepare().catch(noRuntime);
    },
    dispose: () => {
      for (const runtime of running.values()) runtime.then((it) => it.dispose()).catch(() => {});
      running.clear();
    },
  };
}

async function judgeWith(
  request: JudgeRequest,
  kernels: Kernels,
  runtime: Runtime,
  scriptRuntime: () => Promise<Runtime>,
): Promise<Report> {
  const { language, source, seed = freshSeed(), cases: which = "all", signal } = request;
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new JudgeError("bad-seed", `The seed is ${seed}, but it should be a whole number from 0 to ${2 ** 32 - 1}.`);
  const limits = { ...defaultLimits, ...request.limits };
  const exercise = await exerciseOf(request.exercise);
  const { signature } = exercise;
  const cases = await drawCases(exercise, seed, which, { kernels, scriptRuntime, limits, signal });

  const inputs = cases.map((one) => one.inputs);
  const program = programOf({ source, language, signature, inputs, limits });
  const outcome = await runtime.run(program, signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    return noRuntime(error);
  });

  // A call that was not reached has no report.
  const judged = outcome.calls.map((call, i): JudgedCall => {
    const drawn = cases[i] as DrawnCase;
    return { drawn, call, compared: compareOutputs(exercise, drawn, call) };
  });
  const run = { exercise, language, seed, limits, outcome };
  if (outcome.load.status === "ok" && judged.every(isAccepted)) {
    const reports = judged.map((one) => reportCall(one, { verdict: "accepted" }));
    return writeReport(run, reports, { verdict: "accepted", message: allAccepted(reports.length) });
  }
  const { reportFailure } = await import("./failure/report-failure.js");
  return reportFailure({ ...run, judged, program, runtime, scriptRuntime, signal });
}

const allAccepted = (count: number): Text =>
  count === 1
    ? { en: "Right: the case is accepted.", zh: "正确：用例通过。" }
    : { en: `Right: all ${count} cases are accepted.`, zh: `正确：全部 ${count} 个用例通过。` };

function noRuntime(error: unknown): never {
  throw new JudgeError("no-runtime", error instanceof Error ? error.message : `${error}`, { cause: error });
}

async function exerciseOf(exercise: string | Exercise): Promise<Exercise> {
  if (typeof exercise !== "string") return exercise;
  if (!slugs.includes(exercise))
    throw new JudgeError("unknown-exercise", `There is no exercise "${exercise}". Exercises: ${slugs.join(", ")}.`);
  return openExercise(exercise);
}

const freshSeed = () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) >>> 0;
