import { runCommand } from "./run-command.js";

const { env, stdout, stderr } = process;
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error; // `attention-dojo list | head` has read enough.
});
process.exitCode = await runCommand(process.argv.slice(2), {
  write: (text) => stdout.write(text),
  complain: (text) => stderr.write(text),
  isTerminal: stdout.isTTY === true && !env.NO_COLOR,
  columns: stdout.columns ?? 100,
  language: env.LC_ALL || env.LC_MESSAGES || env.LANG || "",
});
