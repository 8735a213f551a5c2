import { openExercise, slugs } from "../exercises/index.js";
import { type Exercise, type Language, languages, type RuntimeName, scriptLanguage } from "../format/index.js";
import type { Kernels } from "../kernels/index.js";
import { loadPlainKernels } from "../kernels/load-plain.js";
import { defaultLimits, type Limits, type Runtime } from "../runtimes/index.js";
import { programOf } from "./convert.js";
import { type DrawnCase, drawCases, type WhichCases } from "./draw-cases.js";
import { JudgeError } from "./errors.js";
import type { Report } from "./report.js";
import { type Asked, noRuntime, reportAccepted, reportFailed, runProgram } from "./run-program.js";

/** One program to judge. */
export interface JudgeRequest {
  /** The slug of an exercise of the package, or a whole one (`openExercise` and `readOwnExercise` give it). */
  readonly exercise: string | Exercise;
  readonly language: Language;
  readonly source: string;
  /** Draws the inputs; a 32-bit whole number. Default: a fresh one, which the report names. */
  readonly seed?: number | undefined;
  /**
   * `sample` judges only the cases that are small enough to read, names of cases only those, and `inputs` one case of one's own,
   * whose right answer is computed as that of all others. Default `all`.
   */
  readonly cases?: WhichCases | undefined;
  /** Where the defaults do not fit: 5 s for a call, 65,536 characters of console output, 1,048,576 numbers in an output. */
  readonly limits?: Partial<Limits> | undefined;
  /** Aborting ends the learner's code; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Starts what runs the programs of a language, or of two; called when the first of them is judged, or by `prepare`. */
export type CreateRuntime = () => Runtime | Promise<Runtime>;

/** Files of a runtime on their way over the network. */
export interface LoadProgress {
  readonly runtime: RuntimeName;
  readonly bytesLoaded: number;
  readonly bytesTotal: number;
}

/** What a judge is made with. */
export interface JudgeOptions {
  /**
   * The folder that `npx attention-dojo assets <folder>` makes. In a browser an address: kernels, sandbox and `python/` come from
   * there. Default: all beside the modules, but for `python/`, in the folder of the page. In Node a path or a `file:` URL, of the
   * folder that holds `python/`; default a copy of the user's own, which npm downloads once.
   */
  readonly assetBase?: string | URL;
  /** Called while a runtime is loaded over the network; in Node once, when the download begins. */
  readonly onLoad?: (progress: LoadProgress) => void;
  /** How to run programs. Default: in the browser workers inside a sandboxed frame, in Node workers in processes of their own. */
  readonly runtimes?: Partial<Record<RuntimeName, CreateRuntime>>;
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

export function createJudge(
  { runtimes = {}, kernels }: JudgeOptions = {},
  loadKernels: () => Promise<Kernels> = loadPlainKernels,
): Judge {
  let loadedKernels = kernels && Promise.resolve(kernels);
  const running = new Map<RuntimeName, Promise<Runtime>>();

  const getKernels = () => {
    loadedKernels ??= loadKernels();
    return loadedKernels;
  };
  const getRuntime = (language: Language): Promise<Runtime> => {
    const name = languages[language]?.runtime;
    const known = running.get(name);
    if (known) return known;
    const create = runtimes[name];
    if (!create) {
      const known = Object.keys(runtimes).join(", ");
      throw new JudgeError("unknown-language", `There is no runtime for ${language} here. There is one for: ${known}.`);
    }
    const runtime = Promise.resolve(create());
    running.set(name, runtime);
    runtime.catch(() => running.delete(name));
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
  const drawing = { kernels, scriptRuntime, limits, signal };
  const drawn = await drawCases(exercise, seed, which, drawing);

  const asked: Asked = { exercise, language, seed, limits, drawn, drawing, runtime };
  const report = await judgeDrawn(source, which === "all", asked);
  const { counted } = exercise;
  if (!counted || which !== "all" || report.verdict !== "accepted" || languages[language].arrays === "nested")
    return report;
  const { reportExcess } = await import("./count-work.js");
  return (await reportExcess(source, counted, report, asked)) ?? report;
}

/** @param goesBack whether the gradients of a right program are checked too, where the language has them */
async function judgeDrawn(source: string, goesBack: boolean, asked: Asked): Promise<Report> {
  const { exercise, language, drawn, limits } = asked;
  const plain = programOf({ source, language, signature: exercise.signature, inputs: drawn.map(inputsOf), limits });
  if (languages[language].arrays === "torch") {
    const { judgeTensors } = await import("./tensors/judge-tensors.js");
    return judgeTensors(plain, goesBack, asked);
  }
  const ran = await runProgram(plain, asked);
  return ran.accepted ? reportAccepted(ran, asked) : reportFailed(ran, asked);
}

const inputsOf = ({ inputs }: DrawnCase) => inputs;

async function exerciseOf(exercise: string | Exercise): Promise<Exercise> {
  if (typeof exercise !== "string") return exercise;
  if (!slugs.includes(exercise))
    throw new JudgeError("unknown-exercise", `There is no exercise "${exercise}". Exercises: ${slugs.join(", ")}.`);
  return openExercise(exercise);
}

const freshSeed = () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) >>> 0;
