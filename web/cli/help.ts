import manifest from "../../package.json?raw";

export const help = `attention-dojo: attention exercises and a judge for them

  attention-dojo list [--json]
      Lists the exercises, each with the function to write, and the interview questions.

  attention-dojo judge <exercise> <file.py|file.js> [--language L] [--seed N] [--json]
      Judges one program. If its mistake is a known one, names it. A Python file that imports torch is judged as
      PyTorch, any other as NumPy. Neither has to be installed: the first Python program downloads Python with NumPy
      from npm (9 MB) into your cache folder, and a small PyTorch comes with this package.

      <exercise> may also be a file with your own exercise.

  attention-dojo grade <folder|files> [--exercise E] [--jobs N] [--seed N] [--csv F] [--junit F] [--json F] [--html F]
      Judges a class: every .py, .ipynb, .js and .handin.json ("Hand in" in the page) in the folders. Paths say who
      and what: alice/softmax.py, softmax/alice.py or alice_softmax.py; --exercise names one for all files. Prints
      each result, then all by learner and the most frequent mistakes. Files that cannot be read are results too.
      One seed for all, printed: with it the same files give the same results. Ctrl-C keeps the results so far.

  attention-dojo check <exercise.js|exercise.json> [--seeds N] [--json]
      Checks your own exercise by the rules that the built-in ones follow: texts are complete, solutions pass on
      every seed, starters fail, and every mistake fails by a wide margin and is named. A module (.js) is imported,
      so its code runs in this process; the programs in a JSON file run only in a worker.

  attention-dojo example [js|json] > exercise.json
      Prints a complete example of an exercise. Check it, then change it.

  attention-dojo assets <folder> [--no-python]
      Writes what a site serves beside its scripts: kernels, sandbox, and <folder>/python, the Python runtime, 50 MB, of
      which a page loads 9 MB. The address of <folder> is the asset base of the site's pages. --no-python leaves the
      runtime out, for a site with JavaScript only.

  attention-dojo scorm <slug> [--out file.zip] [--python]
      Writes a SCORM 1.2 package of one exercise or question, for a learning management system. It loads nothing
      from other hosts. Its language is that of --lang. --python adds the Python runtime, 33 MB more.

Options
  --language L pytorch, python (NumPy) or javascript, where the file does not say it.
  --seed N     Seed for drawing the inputs, 0 to 4294967295. Default: a random one, printed in the report.
  --jobs N     Programs judged at the same time. Default: one for each core.
  --csv, --junit, --json, --html FILE
               Where grade writes the results: for a spreadsheet, for continuous integration, as data, and as a page
               with the mistakes by frequency.
  --seeds N    Number of seeds to check with, 1 to 9999. Default: 20.
  --json       Print the whole report as JSON. NaN and infinities are strings: "NaN", "Infinity", "-Infinity".
  --lang LANG  en or zh. Default: the language of the environment.
  --help, --version

Exit status: 0 accepted or no problems, 1 not accepted or problems found, 2 wrong usage.

Promised: endless loops, runaway memory and crashes of a program end in a verdict. It runs in a separate process, where
Node's permission model forbids it to read or write files, to start programs, to load addons and to open the inspector.
The verdict is made outside, from the numbers that come back. Control characters in others' texts are printed as \\u001b.

Not promised: a program that gets out of its worker may use the network and end your other processes. Node calls its
permission model no protection against attackers, so this is not a security boundary: for code of people you do not know
use a container.
`;

export const version: string = JSON.parse(manifest).version;
