import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkTypes, run, runCommands, write } from "./follow.js";
import { installPackage, type Project } from "./installed.js";

const readme = readFileSync("README.md", "utf8");

/** The code blocks of one language below a heading, in order. */
function snippets(heading: string, language: string): string[] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(heading));
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms");
  return [...(section ?? "").matchAll(fence)].map(([, code]) => code as string);
}

let project: Project;
beforeAll(() => {
  project = installPackage();
}, 60_000);
afterAll(() => project.remove());

/** Types and runs a snippet in the project, as a reader would; returns what it prints. */
async function follow(name: string, code: string): Promise<string> {
  write(project, name, code);
  await checkTypes(project, [name]);
  return run(project, name);
}

/** As `npx attention-dojo example > exercise.json` does. */
async function writeExample(): Promise<void> {
  write(project, "exercise.json", await run(project, "node_modules/attention-dojo/dist/cli.js", "example"));
}

describe("README", () => {
  test("the library snippet does what its comments say", async () => {
    const [code] = snippets("Use as a library", "js");
    expect(await follow("library.js", code as string)).toBe("[ 1, 2, 4, 8 ] 1\n");
  }, 60_000);

  test("the tags of the elements have attributes that there are", () => {
    const [{ declarations }] = JSON.parse(readFileSync("dist/custom-elements.json", "utf8")).modules;
    const [html] = snippets("Use as elements", "html");
    const tags = [...(html as string).matchAll(/<(attention-\w+)([^>]*)>/g)];
    expect(tags.length).toBeGreaterThan(2);
    for (const [, tag, written] of tags) {
      const { attributes } = declarations.find(({ tagName }: { tagName: string }) => tagName === tag);
      const known = ["lang", ...attributes.map(({ name }: { name: string }) => name)];
      for (const [, name] of (written as string).matchAll(/([\w-]+)(?:="[^"]*")?(?=\s|$)/g))
        expect(known).toContain(name);
    }
  });

  test("the snippet about assets compiles", async () => {
    const [code] = snippets("Use as elements", "js");
    await expect(follow("assets.js", code as string)).rejects.toThrow("document is not defined");
  }, 60_000);

  test("the judge snippet does what its comments say", async () => {
    const [code] = snippets("Use as a judge", "js");
    const [verdict, index] = (await follow("judge.js", code as string)).split("\n");
    expect(verdict).toBe((/\/\/ (wrong-answer .*)/.exec(code as string) as RegExpExecArray)[1]);
    expect(index).toMatch(/^\[ \d+, \d+ \]$/);
  }, 60_000);

  test("the snippet of an own exercise does what its comment says", async () => {
    const [code] = snippets("Exercises of your own", "js");
    await writeExample();
    expect(await follow("own.js", code as string)).toBe("wrong-answer\n");
  }, 60_000);

  test("the snippets about courses do what their comments say", async () => {
    const [commands] = snippets("Courses", "sh");
    expect(await runCommands(project, commands as string)).toEqual([0]);
    const [code] = snippets("Courses", "js");
    expect(await follow("courses.js", code as string)).toBe("");
  }, 60_000);

  test("the commands do what the text says", async () => {
    const [commands] = snippets("Use on the command line", "sh");
    write(project, "answer.js", "const softmax = (x) => x;");
    write(project, "answers/ann/softmax.js", "const softmax = (x) => x;");
    await writeExample();
    expect(await runCommands(project, commands as string)).toEqual([0, 1, 1, 1, 0]);
  }, 180_000);

  test("every dependency has a line, and every line a dependency", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    const listed = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name as string);
    expect(listed.sort()).toEqual(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort());
  });

  test("every file that it leads to is there", () => {
    const links = [...readme.matchAll(/\]\(((?!https?:)[^)]+)\)/g)].map(([, path]) => path as string);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});
