/** The folder of an asset base, however it is written: relative to the page, with or without a slash at its end. */
export const assetFolder = (assetBase: string | URL, page: string): URL =>
  new URL(`${assetBase}`.replace(/\/*$/, "/"), page);
