import { assetFolder } from "../../../assets/asset-folder.js";
import { assetBaseOf } from "../../shared/asset-base.js";

/** The folder of the assets for what an element draws, if any is set: that of an exercise around it, else the page's. */
export function assetFolderAround(element: Element): URL | undefined {
  const page = element.ownerDocument;
  const assetBase = assetBaseOf(page, attributeAround(element));
  return assetBase ? assetFolder(assetBase, page.baseURI) : undefined;
}

function attributeAround(element: Element): string {
  const own = element.closest("[asset-base]")?.getAttribute("asset-base");
  if (own) return own;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? attributeAround(root.host) : "";
}
