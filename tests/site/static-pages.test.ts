/** What the pages without JavaScript say where the address of the site is known. */
import { expect, test } from "vitest";
import { isStaticPage, staticPages } from "../../web/scripts/plugins/static-pages-plugin.mjs";

interface Emitted {
  readonly fileName: string;
  readonly source: string;
}

/** What the plugin writes for a site at this address. */
async function written(address: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const { generateBundle } = staticPages({ address });
  const emitFile = ({ fileName, source }: Emitted) => void files.set(fileName, source);
  await Reflect.apply(generateBundle as () => Promise<void>, { emitFile }, []);
  return files;
}

test("with an address, pages have a canonical one, a picture and each other; and there is a map of them", async () => {
  const files = await written("https://example.org/dojo");
  const page = files.get("zh/exercise/softmax/index.html") ?? "";
  expect(page).toContain('<link rel="canonical" href="https://example.org/dojo/zh/exercise/softmax/" />');
  expect(page).toContain('<meta property="og:image" content="https://example.org/dojo/preview.png" />');
  expect(page).toContain('hreflang="en" href="https://example.org/dojo/exercise/softmax/"');
  expect(page).toContain('<html lang="zh-CN">');
  const map = files.get("sitemap.xml") ?? "";
  const locations = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, location]) => location);
  expect(locations).toContain("https://example.org/dojo/question/what-attention-is/");
  expect(locations).toHaveLength([...files.keys()].filter((name) => name.endsWith(".html")).length + 1);
  for (const name of files.keys()) expect(isStaticPage(name), name).toBe(true);
}, 60_000);

test.each(["example.org", "ftp://example.org/", "https://example.org/?a"])("%s is no address of a site", (address) => {
  expect(() => staticPages({ address })).toThrow();
});
