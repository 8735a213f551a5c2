const assetBases = new WeakMap<Document, string>();

/**
 * Says, once for all elements of a page, in which folder everything lies that is no module: kernels, sandbox and Python, as
 * `npx attention-dojo assets <folder>` writes them. Without it, and without an exercise's stronger attribute `asset-base`, all
 * of it lies beside the modules, but for `python/`, in the folder of the page.
 *
 * ```js
 * setAssetBase("https://static.example.org/dojo/");
 * ```
 *
 * Call it before the first element loads. Another host must allow the page's by CORS, and the page's content security policy
 * that host by `connect-src` and `frame-src`.
 *
 * @param url absolute, or relative to the page; "" is as if never called
 * @param page default: the document of this window
 */
export function setAssetBase(url: string | URL, page: Document = document): void {
  assetBases.set(page, String(url));
}

/** The asset base of an element; "" where there is none. @param attribute the element's own, if any */
export const assetBaseOf = (page: Document, attribute = ""): string => attribute || (assetBases.get(page) ?? "");
