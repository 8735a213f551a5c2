/**
 * The second fence around texts that are not ours. Markdown's HTML has nothing but what stands here; should the renderer
 * ever let more through, the whole text is shown as it was written.
 */
const elements: Readonly<Record<string, readonly string[]>> = {
  ...only("p h1 h2 h3 h4 h5 h6 ul li blockquote pre hr br em strong s table thead tbody tr", []),
  ...only("th td div", ["class"]),
  code: ["class"],
  ol: ["start"],
  a: ["href", "rel", "title"],
  ...only(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom menclose mstyle merror semantics",
    [
      ...["class", "display", "mathvariant", "stretchy", "fence", "separator", "form", "lspace", "rspace", "accent"],
      ...["accentunder", "width", "height", "depth", "voffset", "linethickness", "scriptlevel", "displaystyle"],
      ...["columnalign", "rowalign", "columnspan", "rowspan", "columnspacing", "rowspacing", "columnlines", "rowlines"],
      ...["notation", "mathcolor", "mathbackground", "mathsize", "movablelimits", "largeop", "symmetric", "minsize"],
      ...["maxsize", "framespacing", "frame", "side", "intent", "arg", "dir"],
    ],
  ),
};

function only(names: string, attributes: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, attributes]));
}

/** Whether the HTML consists of prose and formulas alone. Parsing it runs nothing and asks for nothing. */
export function isHarmless(html: string): boolean {
  const { head, body } = new DOMParser().parseFromString(html, "text/html");
  return head.childNodes.length === 0 && [...body.querySelectorAll("*")].every(isKnown);
}

function isKnown(element: Element): boolean {
  const allowed = Object.hasOwn(elements, element.localName) ? elements[element.localName] : undefined;
  if (!allowed) return false;
  return [...element.attributes].every(({ name, value }) => {
    if (name === "href") return /^(?:https?:\/\/|mailto:|#)/i.test(value);
    return allowed.includes(name);
  });
}
