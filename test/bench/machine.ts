import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** The machine in one line: figures mean nothing without it. */
export function describeMachine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${model}, ${availableParallelism()} cores, ${memory}, ${platform()} ${release()}, Node ${process.versions.node}, ninja ${ninjaVersion()}`;
}

/** How busy it is with other things. */
export function describeLoad(): string {
  return `load ${loadavg()[0]?.toFixed(2)}`;
}

function ninjaVersion(): string {
  try {
    return execFileSync("ninja", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return "missing";
  }
}
