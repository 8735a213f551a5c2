const light = { name: "light", options: { colorScheme: "light", locale: "en-GB" } } as const;
const dark = { name: "dark", options: { colorScheme: "dark", locale: "en-GB" } } as const;

/** What a view looks like to different visitors. */
export const looks = [light, dark, { name: "Chinese", options: { colorScheme: "light", locale: "zh-CN" } }] as const;

/** The same with a telephone among them. */
export const looksWithTelephone = [
  light,
  dark,
  { name: "Chinese, 360 pixels", options: { locale: "zh-CN", viewport: { width: 360, height: 740 } } },
] as const;
