/** Texts that try to be more than text. Shared by the renderer's tests and those of the element. */
export const attacks: readonly { readonly name: string; readonly markdown: string }[] = [
  { name: "a script", markdown: "<script>globalThis.attacked = 1</script>" },
  { name: "an image with a handler", markdown: '<img src=x onerror="globalThis.attacked = 1">' },
  {
    name: "markup within a line",
    markdown: "so <b onclick='globalThis.attacked = 1'>bold</b> <svg/onload=globalThis.attacked=1>",
  },
  { name: "a frame", markdown: '<iframe srcdoc="<script>parent.attacked = 1</script>"></iframe>' },
  { name: "a javascript: link", markdown: "[click](javascript:globalThis.attacked=1)" },
  {
    name: "a javascript: link in disguise",
    markdown: "[click](JaVaScRiPt&#58;globalThis.attacked=1) [b](&#106;avascript:x) [c](java\tscript:x)",
  },
  { name: "an automatic javascript: link", markdown: "<javascript:globalThis.attacked=1>" },
  { name: "a link by reference", markdown: "[click][1]\n\n[1]: javascript:globalThis.attacked=1" },
  { name: "a data: link", markdown: "[click](data:text/html,<script>globalThis.attacked=1</script>)" },
  { name: "a vbscript: link", markdown: "[click](vbscript:x) [b](blob:x) [c](filesystem:x)" },
  {
    name: "an image of another host",
    markdown: "![x](https://other.example/pixel.png) ![y](data:image/svg+xml,<svg/>)",
  },
  { name: "an image by reference", markdown: "![x][1]\n\n[1]: //other.example/pixel.png 'on\"error=1'" },
  { name: "a title that breaks out", markdown: "[a](https://example.org 'x\" onmouseover=\"globalThis.attacked=1')" },
  { name: "an address that breaks out", markdown: '[a](<https://example.org/" onmouseover="globalThis.attacked=1>)' },
  { name: "a fence's language that breaks out", markdown: '```js"onmouseover="globalThis.attacked=1\ncode\n```' },
  {
    name: "a formula with a link",
    markdown: "$\\href{javascript:globalThis.attacked=1}{x}$ $\\url{https://other.example}$",
  },
  { name: "a formula with an image", markdown: "$\\includegraphics[width=1em]{https://other.example/pixel.png}$" },
  {
    name: "a formula with classes, ids, styles, data",
    markdown:
      "$\\class{a}{x} \\id{a}{x} \\style{color:red}{x} \\data{a=b}{x}$ $\\id{a}{x}$ $\\style{background:url(//other.example)}{x}$",
  },
  {
    name: "a formula with markup",
    markdown:
      "$\\text{<img src=x onerror=globalThis.attacked=1>}$ $\\tag{<script>1</script>} x$ $\\mathrm{</math><img src=x>}$",
  },
  {
    name: "a formula with a colour that breaks out",
    markdown: '$\\color{red" onload="globalThis.attacked=1}x$ $\\textcolor{url(//other.example)}{x}$',
  },
  {
    name: "a formula with a reference",
    markdown: "$\\label{a\"onclick=} \\ref{x'onclick=globalThis.attacked=1}$ $\\def\\r{\\eqref{x}}\\r$",
  },
  {
    name: "a formula with HTML commands",
    markdown: "$\\htmlId{x}{y}$ $\\htmlStyle{color:red}{y}$ $\\htmlData{a=b}{y}$ $\\html{<b>}$",
  },
  { name: "a table with a handler", markdown: '| a |\n|:-:"onclick=x|\n| <img src=x onerror=1> |' },
  { name: "a comment, a declaration", markdown: "<!--><script>1</script>--> <![CDATA[<script>1</script>]]> <?php ?>" },
  { name: "entities of markup", markdown: "&lt;script&gt;globalThis.attacked=1&lt;/script&gt; &#60;img src=x&#62;" },
];
