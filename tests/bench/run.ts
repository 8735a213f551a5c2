import { loadJax } from "./libraries/jax.js";
import { loadNumpy } from "./libraries/numpy.js";
import { loadOnnxruntime } from "./libraries/onnxruntime.js";
import { loadOurs, loadOursOnAllThreads, type Ours } from "./libraries/ours.js";
import { plain } from "./libraries/plain.js";
import { loadTfjs } from "./libraries/tfjs.js";
import {
  type Build,
  type Contender,
  type Files,
  intoGiven,
  type Library,
  onThreads,
  ours,
  type Threads,
} from "./library.js";
import { type LimitLoop, limitLoops } from "./limit.js";
import { type Effort, measure } from "./measure.js";
import { draw, type Task, workOf } from "./problem.js";
import { checkAgreement, sampleOf } from "./reference.js";
import { type CaseResults, type EntryResults, type EnvironmentResults, type Spread, spread } from "./results.js";
import { type Case, chooseCases } from "./suite.js";

/** What to run in an engine. */
export interface Order {
  readonly engine: string;
  readonly build: Build;
  readonly only: readonly string[];
  readonly effort: Effort;
}

/** Runs the cases in this engine, and says how it gets on. */
export async function run(
  { engine, build, only, effort }: Order,
  files: Files,
  say: (line: string) => void,
): Promise<EnvironmentResults> {
  const kernels = await loadOurs(ours, files, build);
  const threaded = await loadOursOnAllThreads(ours, files, build);
  const { libraries, failures } = await loadPeers(files);
  const limit = await chooseLimit(build, effort);
  const cases: CaseResults[] = [];
  for (const chosen of chooseCases(only)) {
    const competitors = [kernels, threaded, ...libraries.filter(({ name }) => !chosen.without?.includes(name))];
    const results = await runCase(chosen, competitors, kernels, limit.loop, effort);
    cases.push(results);
    say(`${engine}, ${build}: ${describe(results)}`);
  }
  return { engine, build, limit: limit.rate, failures, cases };
}

async function loadPeers(files: Files) {
  const libraries: Library[] = [];
  const failures: Record<string, string> = {};
  const peers: Readonly<Record<string, () => Promise<readonly Library[]>>> = {
    "onnxruntime-web": () => loadOnnxruntime(files),
    "tfjs-wasm": async () => [await loadTfjs(files)],
    "jax-js": loadJax,
    "numpy-ts": async () => [await loadNumpy()],
    "plain JS": async () => [plain],
  };
  for (const [name, load] of Object.entries(peers)) {
    try {
      libraries.push(...(await load()));
    } catch (error) {
      failures[name] = messageOf(error);
    }
  }
  return { libraries, failures };
}

/** The fastest loop, and the operations that it does in a nanosecond. */
async function chooseLimit(build: Build, effort: Effort) {
  const kind = build === "relaxed" ? "relaxed-madd" : "mul-add";
  const loops = limitLoops(kind);
  const times = await measure(loops, { ...effort, rounds: Math.min(effort.rounds, 9), turnMs: 5 });
  const rated = loops.map((loop, i) => ({ loop, rate: rateOf(loop(), times[i] ?? []) }));
  const fastest = rated.reduce((best, other) => (other.rate.median > best.rate.median ? other : best));
  return { loop: fastest.loop, rate: { ...fastest.rate, kind } };
}

const rateOf = (operations: number, times: readonly (number | undefined)[]): Spread =>
  spread(times.flatMap((ms) => (ms === undefined ? [] : [operations / ms / 1e6])));

/** Someone who takes part in a case and has got it right. */
interface Entry {
  readonly contender: Contender;
  readonly results: EntryResults;
}

async function runCase(
  { title, problem, main = false, into = false, memory = false }: Case,
  libraries: readonly Library[],
  kernels: Ours,
  limit: LimitLoop,
  effort: Effort,
): Promise<CaseResults> {
  const task = draw(problem);
  const work = workOf(problem);
  const { ready, failed } = await tryAll(libraries, task, into);
  const times = await measure([limit, ...ready.map(({ contender }) => contender.run)], effort);
  const [limitTimes = [], ...entryTimes] = times;
  const limitOperations = limit();
  const peers = ready.flatMap(({ results: { library, threads } }, i) =>
    library === ours ? [] : [{ library, threads, times: entryTimes[i] ?? [] }],
  );

  const timed = ready.map(({ results }, i): EntryResults => {
    const own = entryTimes[i] ?? [];
    const isOurs = results.library === ours;
    return {
      ...results,
      ms: spread(own.flatMap((ms) => ms ?? [])),
      ...(isOurs ? { against: compareAll(own, results.threads, peers) } : {}),
      ...(work.unit === "operations"
        ? { share: compare(own, limitTimes, (ms, other) => work.amount / ms / (limitOperations / other)) }
        : {}),
      ...(memory && isOurs && results.threads === "one" ? { memory: kernels.memoryHeld() } : {}),
    };
  });
  for (const { contender } of ready) await contender.dispose?.();
  return { title, main, work, entries: [...timed, ...failed] };
}

type Times = readonly (number | undefined)[];

/** Against the fastest way of each peer on these threads. */
function compareAll(
  own: Times,
  threads: Threads,
  peers: readonly { readonly library: string; readonly threads: Threads; readonly times: Times }[],
): Readonly<Record<string, Spread>> {
  const allowed = onThreads(threads, peers);
  const names = [...new Set(allowed.map(({ library }) => library))];
  return Object.fromEntries(
    names.map((name) => {
      const best = fastest(allowed.filter(({ library }) => library === name).map(({ times }) => times));
      return [name, compare(own, best, (ms, other) => other / ms)];
    }),
  );
}

/** In the rounds in which both had a turn. */
const compare = (own: Times, others: Times, relate: (ms: number, other: number) => number): Spread =>
  spread(
    own.flatMap((ms, round) => {
      const other = others[round];
      return ms === undefined || other === undefined ? [] : [relate(ms, other)];
    }),
  );

/** Of several ways of one library. */
function fastest(ways: readonly Times[]): Times {
  const median = (times: Times) => spread(times.flatMap((ms) => ms ?? [])).median;
  return ways.reduce((best, other) => (best.length === 0 || median(other) < median(best) ? other : best), []);
}

/** Lets everyone compute the task once, and sorts out who cannot. */
async function tryAll(libraries: readonly Library[], task: Task, into: boolean) {
  const sample = sampleOf(task);
  const ready: Entry[] = [];
  const failed: EntryResults[] = [];
  for (const { name: library, threads, prepare } of libraries) {
    const contenders = await prepare(task).catch((error: unknown) => {
      failed.push({ library, threads, failure: messageOf(error) });
      return [];
    });
    for (const contender of contenders) {
      if (contender.variant === intoGiven && !into) continue;
      const results = { library, threads, ...(contender.variant ? { variant: contender.variant } : {}) };
      try {
        const computed = await contender.run();
        const error = checkAgreement(contender.order?.(computed) ?? computed, sample);
        ready.push({ contender, results: { ...results, error } });
      } catch (error) {
        failed.push({ ...results, failure: messageOf(error) });
      }
    }
  }
  return { ready, failed };
}

/** The first line, without colours. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
  return (text.replace(/\u001b\[[\d;]*m/g, "").split("\n")[0] ?? "").slice(0, 300);
}

function describe({ title, entries }: CaseResults): string {
  const times = entries.map(({ library, threads, variant, ms, failure }) => {
    const name = `${variant ?? library}${threads === "all" ? " (all threads)" : ""}`;
    return ms ? `${name} ${ms.median.toPrecision(3)} ms` : `${name} fails: ${failure}`;
  });
  return `${title.en}: ${times.join(", ")}`;
}
