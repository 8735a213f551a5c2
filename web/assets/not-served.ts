/** What a server answered instead of the file: a status, or something else that it took for the file. */
type Answer = number | "page" | "other-page";

const answers: Readonly<Record<Exclude<Answer, number>, { readonly en: string; readonly zh: string }>> = {
  page: { en: "the server answered with a web page", zh: "服务器返回的却是一个网页" },
  "other-page": { en: "the server answered with another page", zh: "服务器返回的却是另一个页面" },
};

/** A file of the package is not where it was looked for. */
export class NotServed extends Error {
  override readonly name = "NotServed";
  /** What to tell the author of the site, in the languages of the elements. */
  readonly text: { readonly en: string; readonly zh: string };

  constructor(address: string, answer: Answer) {
    const file = new URL(address).pathname.split("/").at(-1);
    const answered =
      typeof answer === "number"
        ? { en: `the server answered ${answer}`, zh: `服务器返回的却是 ${answer}` }
        : answers[answer];
    const text = {
      en: `${file} was requested from ${address}, but ${answered.en}. If the site is made with Vite, add the plugin attention-dojo/vite to its configuration. Otherwise run npx attention-dojo assets <folder> and set the asset base to the address of that folder, with setAssetBase or the attribute asset-base.`,
      zh: `从 ${address} 请求 ${file}，${answered.zh}。如果网站用 Vite 构建，请在配置里加上插件 attention-dojo/vite；否则请运行 npx attention-dojo assets <目录>，再用 setAssetBase 或 asset-base 属性指定该目录的地址。`,
    };
    super(text.en);
    this.text = text;
  }
}
