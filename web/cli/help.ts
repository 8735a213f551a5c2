import manifest from "../../package.json?raw";

export const help = `attention-dojo: attention exercises, judged

  attention-dojo list [--json]
      The exercises, with the function that each one asks for, and the interview questions.

  attention-dojo judge <exercise> <file.py|file.js> [--seed N] [--json]
      Judges one program and names the mistake where it knows it. Python with NumPy comes along: the first
      program in Python downloads it with npm (9 MB) into the cache folder of this user.

      <exercise> may also be the file of an exercise of your own.

  attention-dojo check <exercise.js|exercise.json> [--seeds N] [--json]
      Holds an exercise of your own against the rules that the package's own keep: texts are complete, solutions
      pass whatever is drawn, starters fail, and every mistake fails by a wide margin and is named. A module (.js)
      is imported, so it runs; of a JSON file only programs run, in a worker.

  attention-dojo example [js|json] > exercise.json
      A worked exercise to begin with. Check it, then change it.

  attention-dojo assets <folder>
      Writes the Python runtime for a site into <folder>/python: 50 MB, of which a page loads 9 MB.

  attention-dojo scorm <slug> [--out file.zip] [--python]
      Writes a SCORM 1.2 package of one exercise or question, for a learning management system. It needs nothing
      from elsewhere, and is told in one language (--lang). With --python it holds the Python runtime, 33 MB more.

Options
  --seed N     Draw the inputs from this whole number (0 to 4294967295). Default: a fresh one, which the report names.
  --seeds N    Check with so many draws (1 to 9999). Default: 20.
  --json       Print the whole report as JSON. NaN and infinities are strings: "NaN", "Infinity", "-Infinity".
  --lang LANG  en or zh. Default: the language of the environment.
  --help, --version

Exit status: 0 accepted or nothing found, 1 not accepted or something found, 2 called wrongly.

This is a judge, not a security boundary. The program runs in a worker inside this process: that stops endless loops,
runaway memory and accidents, but not an attack. Judge code that you would run, or judge it in a container.
`;

export const version: string = JSON.parse(manifest).version;
