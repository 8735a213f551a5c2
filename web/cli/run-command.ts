import { JudgeError } from "../judge/index.node.js";
import { AssetsError } from "../runtimes/index.node.js";
import { readArguments } from "./arguments.js";
import { help, version } from "./help.js";
import { assetsCommand } from "./install-assets.js";
import { judgeFile } from "./judge-file.js";
import { listCommand } from "./list.js";
import { Misuse } from "./options.js";
import { createTerminal, quoted, type Streams } from "./terminal.js";
import { linesOf } from "./terminal-text.js";

/**
 * Runs the command and gives its exit status: 0 accepted (done, nothing found), 1 not accepted (something found), 2 called
 * wrongly or unable to judge.
 */
export async function runCommand(words: readonly string[], streams: Streams): Promise<0 | 1 | 2> {
  const terminal = createTerminal(streams);
  try {
    const command = readArguments(words, terminal.language);
    switch (command.name) {
      case "help":
        terminal.write(help);
        return 0;
      case "version":
        terminal.print(version);
        return 0;
      case "list":
        await listCommand(command, terminal);
        return 0;
      case "assets":
        await assetsCommand(command, terminal);
        return 0;
      case "scorm": {
        const { scormCommand } = await import("./scorm.js");
        await scormCommand(command, terminal);
        return 0;
      }
      case "judge":
        return (await judgeFile(command, terminal)) ? 0 : 1;
      case "grade": {
        const { gradeCommand } = await import("./grade/index.js");
        return (await gradeCommand(command, terminal)) ? 0 : 1;
      }
      case "check": {
        const { checkFile } = await import("./check-file.js");
        return (await checkFile(command, terminal)) ? 0 : 1;
      }
      case "example": {
        const { example } = await import("./example.js");
        terminal.write(example[command.form]);
        return 0;
      }
      default:
        return command satisfies never;
    }
  } catch (error) {
    // Whatever cannot be judged must not look like a program that was judged and not accepted.
    const expected = error instanceof Misuse || error instanceof JudgeError || error instanceof AssetsError;
    const [sentence = "", ...trace] = expected ? [error.message] : linesOf(cannotJudge(error));
    terminal.complain(`attention-dojo: ${sentence}`, ...quoted(trace, 2));
    return 2;
  }
}

const cannotJudge = (error: unknown) =>
  `something is broken. ${error instanceof Error ? (error.stack ?? error.message) : error}`;
