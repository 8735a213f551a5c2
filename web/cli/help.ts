import manifest from "../../package.json?raw";

export const help = `attention-dojo: attention exercises, judged

  attention-dojo list [--json]
      The exercises, with the function that each one asks for, and the interview questions.

  attention-dojo judge <exercise> <file.py|file.js> [--seed N] [--json]
      Judges one program and names the mistake where it knows it. Python with NumPy comes along: the first
      program in Python downloads it with npm (9 MB) into the cache folder of this user.

  attention-dojo assets <folder>
      Writes the Python runtime for a site into <folder>/python: 50 MB, of which a page loads 9 MB.

Options
  --seed N     Draw the inputs from this whole number (0 to 4294967295). Default: a fresh one, which the report names.
  --json       Print the whole report as JSON. NaN and infinities are strings: "NaN", "Infinity", "-Infinity".
  --lang LANG  en or zh. Default: the language of the environment.
  --help, --version

Exit status: 0 accepted, 1 not accepted, 2 called wrongly.

This is a judge, not a security boundary. The program runs in a worker inside this process: that stops endless loops,
runaway memory and accidents, but not an attack. Judge code that you would run, or judge it in a container.
`;

export const version: string = JSON.parse(manifest).version;
