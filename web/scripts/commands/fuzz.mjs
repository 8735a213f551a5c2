// @ts-check
// `npm run fuzz`: calls the kernels with drawn arguments until it is interrupted. `npm run fuzz -- 600`: for 600 seconds.
import { SetupError } from "../../../cpp/toolchain/command.mjs";
import { ensureToolchain } from "../../../cpp/toolchain/toolchain.mjs";
import { fuzz } from "../fuzzer.mjs";
import { runScript } from "../setup.mjs";

await runScript(async () => {
  const [wanted = "0", ...rest] = process.argv.slice(2);
  const seconds = Number(wanted);
  if (!Number.isInteger(seconds) || seconds < 0 || rest.length > 0) {
    throw new SetupError("Usage: npm run fuzz -- [seconds]");
  }
  process.exitCode = await fuzz(await ensureToolchain(), seconds);
});
