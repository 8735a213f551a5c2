import { describe, expect, test } from "vitest";
import { parseNumber } from "../../web/questions/index.js";

const none = { en: "", zh: "" };
const bytes = { en: "bytes", zh: "字节" };
const parameters = { en: "parameters", zh: "个参数" };
const tokens = { en: "tokens", zh: "个 token" };
const percent = { en: "%", zh: "%" };
const times = { en: "times", zh: "倍" };

describe("parseNumber", () => {
  test.each([
    ["8", none, 8],
    [" 8.58 ", none, 8.58],
    [".5", none, 0.5],
    ["-3", none, -3],
    ["1e6", none, 1e6],
    ["2.5E-3", none, 0.0025],
    ["1,048,576", none, 1048576],
    ["1 048 576", none, 1048576],
    ["1_048_576", none, 1048576],
    ["1’048’576.5", none, 1048576.5],
    ["１，０４８，５７６", none, 1048576],
    ["2^20", none, 1048576],
    ["2**20", none, 1048576],
    ["2 ^ 2 ^ 3", none, 256],
    ["1/3", none, 1 / 3],
    ["2/3/2", none, 1 / 3],
    ["√64", none, 8],
    ["sqrt(64)", none, 8],
    ["4 × (512^2 + 512)", none, 1050624],
    ["4*512*512 + 4*512", none, 1050624],
    ["10 - 2 - 3", none, 5],
    ["≈ 8.6", none, 8.6],
    ["约 8.6", none, 8.6],
    ["25%", none, 0.25],
    ["1,050,624 parameters", parameters, 1050624],
    ["1 parameter", parameters, 1],
    ["1050624 个参数", parameters, 1050624],
    ["105 万个参数", parameters, 1050000],
    ["1.05M", parameters, 1.05e6],
    ["1280 个 token", tokens, 1280],
    ["13 万个token", tokens, 130000],
    ["1280 tokens", tokens, 1280],
    ["1280 token", tokens, 1280],
    ["1280 个", tokens, 1280],
    ["1.05 million parameters", parameters, 1.05e6],
    ["2147483648 bytes", bytes, 2147483648],
    ["2 GiB", bytes, 2147483648],
    ["2GB", bytes, 2147483648],
    ["2 GB", bytes, 2e9],
    ["16 bit", bytes, 2],
    ["2 字节", bytes, 2],
    ["33.3%", percent, 33.3],
    ["33.3", percent, 33.3],
    ["1/3", percent, 100 / 3],
    ["8.6x", times, 8.6],
    ["8.6 times", times, 8.6],
    ["8.6 倍", times, 8.6],
  ] as const)("reads %j (%j)", (text, unit, value) => {
    const read = parseNumber(text, unit);
    expect("values" in read ? read.values.map((given) => Number(given.toPrecision(12))) : read).toContainEqual(
      Number(value.toPrecision(12)),
    );
  });

  test.each([
    ["", none, "empty"],
    ["  ", none, "empty"],
    ["eight", none, "unreadable"],
    ["1,5", none, "unreadable"],
    ["1.2.3", none, "unreadable"],
    ["12,34", none, "unreadable"],
    ["(2", none, "unreadable"],
    ["2^", none, "unreadable"],
    ["1/0", none, "unreadable"],
    ["8 apples", none, "unit"],
    ["3 parameters", bytes, "unit"],
    ["2 GiB", parameters, "unit"],
    ["2; alert(1)", none, "unit"],
    [`${"(".repeat(100_000)}1`, none, "unreadable"],
  ] as const)("gives up on %j", (text, unit, problem) => {
    expect(parseNumber(text, unit)).toEqual({ problem });
  });
});
