/** A new exercise or question is its folder and nothing else; and lists stay small when there are many of them. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { slugs } from "../../web/exercises/index.js";
import { createRandom } from "../../web/format/index.js";
import { questionSlugs } from "../../web/questions/index.js";

const [manyExercises, manyQuestions] = [119, 130];
let copy: string;

const english =
  "attention query key value head mask causal rotary cache paged sliding window sink grouped latent linear flash backward softmax norm token position sampling beam router expert embedding patch graph speculative draft tree chunk decode prefill quantised merge temperature penalty bias gate residual dropout layer batch gradient loss kernel memory bandwidth tiling online stable scale projection width depth context length retrieval".split(
    " ",
  );
const chinese = [
  ...[
    "注意力",
    "查询",
    "键",
    "值",
    "多头",
    "掩码",
    "因果",
    "旋转位置",
    "缓存",
    "分页",
    "滑动窗口",
    "分组",
    "低秩",
    "线性",
  ],
  ...[
    "反向传播",
    "归一化",
    "词元",
    "位置编码",
    "采样",
    "束搜索",
    "路由",
    "专家",
    "嵌入",
    "图像块",
    "图",
    "投机解码",
    "草稿树",
  ],
  ...[
    "分块",
    "解码",
    "预填充",
    "量化",
    "合并",
    "温度",
    "惩罚",
    "偏置",
    "门控",
    "残差",
    "梯度",
    "损失",
    "显存",
    "带宽",
    "稳定",
  ],
];

/** Other words in every title, slug and signature: names that repeat would compress as no real ones do. */
function inventor(seed: number) {
  const random = createRandom(seed);
  const pick = (words: readonly string[], count: number) =>
    Array.from({ length: count }, () => words[random.between(0, words.length - 1)] as string);
  return { pick, between: random.between };
}

function addExercise(slug: string, en: string, zh: string, replace: (definition: string) => string): void {
  const folder = join(copy, "web/exercises", slug);
  cpSync(join(copy, "web/exercises/weighted-sum-attention"), folder, { recursive: true });
  const file = join(folder, "exercise.ts");
  const titled = readFileSync(file, "utf8").replace(
    /title: \{ en: "[^"]*", zh: "[^"]*" \}/,
    () => `title: { en: "${en}", zh: "${zh}" }`,
  );
  writeFileSync(file, replace(titled));
}

function addQuestion(slug: string, en: string, zh: string): void {
  const folder = join(copy, "web/questions", slug);
  cpSync(join(copy, "web/questions/what-a-mask-is-for"), folder, { recursive: true });
  const file = join(folder, "question.ts");
  const titled = readFileSync(file, "utf8").replace(/title: \{[^}]*\}/, () => `title: { en: "${en}", zh: "${zh}" }`);
  writeFileSync(file, titled);
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "attention-dojo-copy-"));
  for (const path of ["web", "cpp/toolchain", "package.json", "vite.lib.config.ts", "tsconfig.base.json"])
    cpSync(path, join(copy, path), { recursive: true });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));

  addExercise("one-more", "One more", "又一个", (definition) => definition);
  addQuestion("one-more-question", "One more question", "又一个问题");
  const { pick, between } = inventor(9);
  for (let i = slugs.length + 1; i < manyExercises; i++) {
    const words = pick(english, between(2, 4));
    const names = pick(english, between(1, 4)).map((word, at) => `${word}_${at}`);
    addExercise(`${words.join("-")}-${i}`, words.join(" "), pick(chinese, between(1, 4)).join(""), (definition) =>
      definition
        .replace(/name: "weighted_sum_attention"|name: "\w+"/, `name: "${words.join("_")}"`)
        .replace(
          /arguments: \[/,
          `arguments: [${names.map((name) => `{ name: "${name}", kind: "number", about: { en: "x", zh: "x" } },`).join("")}`,
        ),
    );
  }
  for (let i = questionSlugs.length + 1; i < manyQuestions; i++) {
    const words = pick(english, between(3, 6));
    addQuestion(`${words.join("-")}-${i}`, words.join(" "), pick(chinese, between(2, 5)).join(""));
  }
  const build = ["node_modules/vite/bin/vite.js", "build", "--config", "vite.lib.config.ts", "--logLevel", "error"];
  // The package imports texts and programs from the elements that need no bundler.
  for (const mode of ["standalone", "production"])
    execFileSync(process.execPath, [...build, "--mode", mode], { cwd: copy, stdio: ["ignore", "ignore", "inherit"] });
}, 300_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const command = (...words: readonly string[]) =>
  execFileSync(process.execPath, ["dist/cli.js", ...words], { cwd: copy, encoding: "utf8" });

test("a folder that is added is listed, opened and judged", () => {
  const rows: readonly { readonly kind: string; readonly slug: string }[] = JSON.parse(command("list", "--json"));
  expect(rows).toContainEqual(
    expect.objectContaining({ kind: "exercise", slug: "one-more", title: { en: "One more", zh: "又一个" } }),
  );
  expect(rows).toContainEqual(expect.objectContaining({ kind: "question", slug: "one-more-question" }));
  expect(rows.filter(({ kind }) => kind === "exercise")).toHaveLength(manyExercises);
  expect(rows.filter(({ kind }) => kind === "question")).toHaveLength(manyQuestions);
  expect(command("judge", "one-more", "web/exercises/one-more/solution.js", "--seed", "3")).toContain("✓ Accepted");
});

test.each([
  ["exercises", manyExercises],
  ["questions", manyQuestions],
])("the list of %s is one chunk of at most 6 kB compressed at %i", (room, many) => {
  const chunks = readdirSync(join(copy, "dist/standalone/chunks")).filter(
    (name) => name.startsWith(`heads-of-${room}`) && name.endsWith(".js"),
  );
  expect(chunks).toHaveLength(1);
  const source = readFileSync(join(copy, "dist/standalone/chunks", chunks[0] as string));
  const [brotli, gzip] = [brotliCompressSync(source).length, gzipSync(source, { level: 9 }).length];
  console.info(`Heads of ${many} ${room}: ${brotli} bytes Brotli, ${gzip} gzip, ${source.length} as they are.`);
  expect(gzip).toBeLessThanOrEqual(6_000);
});
