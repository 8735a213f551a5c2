// @ts-check
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capture, findProgram, passThrough, say } from "../../cpp/toolchain/command.mjs";
import { buildPreset } from "./kernels.mjs";
import { writeOperationTable } from "./operation-table.mjs";
import { inRoot } from "./paths.mjs";
import { oneAtATime } from "./setup.mjs";

/** Decisions that no operation uses up. */
const longestInput = 96;

/**
 * Calls every operation with drawn arguments under the sanitizers, by libFuzzer where there is a clang that has it, else
 * at random. What it learns stays in build/fuzzing, from where the next run goes on.
 *
 * @param {import("../../cpp/toolchain/toolchain.mjs").Toolchain} toolchain
 * @param {number} seconds 0: until it is interrupted
 * @returns {Promise<number>} an exit status; a failing input is left in build/fuzzing
 */
export async function fuzz(toolchain, seconds) {
  const compiler = await findFuzzingCompiler();
  if (compiler === undefined) {
    say(
      "There is no clang with libFuzzer (on Debian: apt install clang; on macOS: brew install llvm), " +
        "so plain random calls take its place.",
    );
  }
  await oneAtATime(async () => {
    await writeOperationTable();
    await buildPreset(toolchain, "fuzz", { target: "kernel_fuzz", compiler });
  });
  // Not in build/fuzz, which another toolchain makes anew.
  const folder = inRoot("build/fuzzing");
  const options = [`-max_total_time=${seconds}`, `-seed=${1 + (Date.now() % 1e9)}`];
  const guided = [
    `-max_len=${longestInput}`,
    "-len_control=0",
    // The bytes are decisions, in which the constants that kernels compare with do not appear.
    "-use_cmp=0",
    `-verbosity=${seconds === 0 ? 1 : 0}`,
    "-print_funcs=0",
    "-print_final_stats=1",
    "corpus",
  ];
  mkdirSync(join(folder, "corpus"), { recursive: true });
  say(`Calling every operation with drawn arguments ${seconds === 0 ? "until interrupted" : `for ${seconds} s`}`);
  const program = inRoot("build/fuzz/kernel_fuzz");
  const status = await passThrough(program, compiler === undefined ? options : options.concat(guided), { cwd: folder });
  if (status !== 0) say("The failing input is in build/fuzzing. Run it again: build/fuzz/kernel_fuzz <file>");
  return status;
}

/** @returns {Promise<string | undefined>} a clang++ that can link libFuzzer; Apple's own cannot */
async function findFuzzingCompiler() {
  const versions = Array.from({ length: 17 }, (_, i) => `clang++-${30 - i}`);
  const homebrew = ["/opt/homebrew/opt/llvm/bin/clang++", "/usr/local/opt/llvm/bin/clang++"];
  const candidates = [...["clang++", ...versions].map(findProgram), ...homebrew, ...unpackedClangs()];
  for (const candidate of candidates) {
    if (candidate !== undefined && (await linksFuzzer(candidate))) return candidate;
  }
  return undefined;
}

/** @returns {string[]} the compilers that come with an Emscripten of our own */
function unpackedClangs() {
  const home = inRoot(".toolchain");
  const roots = readdirSync(home).filter((name) => name.startsWith("debian-"));
  return roots.map((name) => join(home, name, "usr/bin/clang++"));
}

/** @param {string} compiler */
async function linksFuzzer(compiler) {
  const scratch = mkdtempSync(join(tmpdir(), "libfuzzer-"));
  try {
    const source = join(scratch, "try.cpp");
    writeFileSync(
      source,
      '#include <cstddef>\n#include <cstdint>\nextern "C" int LLVMFuzzerTestOneInput(const uint8_t*, size_t) { return 0; }\n',
    );
    const program = join(scratch, "try");
    await capture(compiler, ["-std=c++20", "-fsanitize=fuzzer,address,undefined", source, "-o", program]);
    await capture(program, ["-runs=1"]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
