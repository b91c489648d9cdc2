import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { acquireLease } from "../../src/store/lease.ts";
import { ownIdentity, stateOf } from "../../src/store/process-identity.ts";
import { sweepTemporaryFiles } from "../../src/store/temporary.ts";
import { filesBelow, script, start, workspace } from "./workspace.ts";

const HOLD = `
  import { acquireLease } from "#store/lease.ts";
  await acquireLease(process.argv[2], { wait: 0 });
  console.log("held");
  setInterval(() => {}, 1000);
`;

function leaseFile(): string {
  return join(workspace(), "state/build.lease");
}

/** A lease as another process would have left it. */
function plant(file: string, change: Record<string, unknown>): void {
  mkdirSync(dirname(file), { recursive: true });
  const holder = { ...ownIdentity(), id: "0123456789abcdef", since: "2026-01-02T03:04:05.678Z", ...change };
  writeFileSync(file, JSON.stringify(holder));
}

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = start(await script("console.log(1)"));
  await child.ended;
  return child.process.pid as number;
}

describe("one process", () => {
  test("takes, refuses, gives back", async () => {
    const file = leaseFile();
    const release = await acquireLease(file, { wait: 0 });
    await expect(acquireLease(file, { wait: 0 })).rejects.toMatchObject({
      name: "MachineError",
      code: "lease-held",
      exit: 6,
      message: expect.stringMatching(new RegExp(`^pid ${process.pid} on \\S+ since \\d{4}-.*Z holds ${file}$`)),
    });
    await expect(acquireLease(file, { wait: 0, work: "another build" })).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^another build is running: pid ${process.pid} on `)),
    });
    release();
    release();
    expect(filesBelow(dirname(file))).toEqual([]);
    const again = await acquireLease(file, { wait: 0 });
    release();
    expect(existsSync(file)).toBe(true);
    again();
  });

  test("holds several of a folder as links to one file, which goes with the last of them", async () => {
    const folder = dirname(leaseFile());
    const files = ["one", "two", "three"].map((name) => join(folder, name));
    const releases = await Promise.all(files.map((file) => acquireLease(file, { wait: 0 })));
    const hidden = filesBelow(folder).filter((name) => name.endsWith(".tmp"));
    expect(hidden).toHaveLength(1);
    expect(new Set([...files, join(folder, ...hidden)].map((file) => statSync(file).ino)).size).toBe(1);
    for (const release of releases.slice(1)) release();
    expect(filesBelow(folder)).toEqual([...hidden, "one"].toSorted());
    releases[0]?.();
    expect(filesBelow(folder)).toEqual([]);
  });

  test("does without what somebody cleaned away", async () => {
    const folder = dirname(leaseFile());
    const one = await acquireLease(join(folder, "one"), { wait: 0 });
    rmSync(folder, { recursive: true });
    const two = await acquireLease(join(folder, "two"), { wait: 0 });
    one();
    expect(existsSync(join(folder, "two"))).toBe(true);
    two();
    expect(filesBelow(folder)).toEqual([]);
  });

  test("gives back what it took, not what it took again after somebody had removed the file", async () => {
    const file = leaseFile();
    const other = await acquireLease(join(dirname(file), "other"), { wait: 0 });
    const first = await acquireLease(file, { wait: 0 });
    rmSync(file);
    const second = await acquireLease(file, { wait: 0 });
    first();
    await expect(acquireLease(file, { wait: 0 })).rejects.toMatchObject({ code: "lease-held" });
    second();
    other();
    expect(filesBelow(dirname(file))).toEqual([]);
  });

  test("says so when what is in the way cannot be removed", async () => {
    const file = leaseFile();
    mkdirSync(file, { recursive: true });
    await expect(acquireLease(file, { wait: Number.POSITIVE_INFINITY })).rejects.toMatchObject({
      name: "MachineError",
      exit: 6,
      message: expect.stringContaining(`cannot remove ${file}`),
    });
  });

  test("waits, and says once for whom", async () => {
    const file = leaseFile();
    const release = await acquireLease(file, { wait: 0 });
    const said: string[] = [];
    const next = await acquireLease(file, {
      wait: Number.POSITIVE_INFINITY,
      onWait: (holder) => {
        said.push(holder);
        release();
      },
    });
    expect(said).toEqual([expect.stringMatching(new RegExp(`^pid ${process.pid} on \\S+ since `))]);
    next();
  });

  test("the waiting can be limited, and stopped", async () => {
    const file = leaseFile();
    const release = await acquireLease(file, { wait: 0 });
    await expect(acquireLease(file, { wait: 150 })).rejects.toMatchObject({ code: "lease-held" });
    const stop = new AbortController();
    const waiting = acquireLease(file, {
      wait: Number.POSITIVE_INFINITY,
      onWait: () => stop.abort(new Error("stopped")),
      signal: stop.signal,
    });
    await expect(waiting).rejects.toThrow("stopped");
    release();
  });
});

describe("a lease that was left behind", () => {
  test("by a killed process: taken at once", async () => {
    const file = leaseFile();
    const child = start(await script(HOLD), file);
    await child.lines(1);
    await expect(acquireLease(file, { wait: 0 })).rejects.toThrow(`pid ${child.process.pid} on`);
    child.process.kill("SIGKILL");
    await child.ended;
    expect(existsSync(file)).toBe(true);
    const release = await acquireLease(file, { wait: 0 });
    release();
    expect(existsSync(file)).toBe(false);
    // What its leases were links to.
    expect(sweepTemporaryFiles([dirname(file)])).toBe(1);
    expect(filesBelow(dirname(file))).toEqual([]);
  });

  test("by a process whose number somebody else has now", async () => {
    const file = leaseFile();
    expect(ownIdentity().start).toMatch(/^\d+$/);
    plant(file, { start: "1" });
    (await acquireLease(file, { wait: 0 }))();
  });

  test("before the machine was started again", async () => {
    const file = leaseFile();
    plant(file, { boot: "00000000-0000-0000-0000-000000000000" });
    (await acquireLease(file, { wait: 0 }))();
  });

  test.each([
    ["another host", { host: "other-host", boot: "00000000-0000-0000-0000-000000000000" }],
    ["a host of which nothing is known", { host: "other-host", boot: undefined, namespace: undefined }],
    ["another container", { host: "other-host", namespace: "pid:[1]" }],
    ["another container with the same name", { namespace: "pid:[1]" }],
  ])("by %s: refused however long we would wait, with the file to remove", async (_, change) => {
    const file = leaseFile();
    plant(file, { pid: 1, ...change });
    // Older than any time limit somebody could think of.
    utimesSync(file, 0, 0);
    await expect(acquireLease(file, { wait: Number.POSITIVE_INFINITY })).rejects.toMatchObject({
      code: "lease-held",
      message: expect.stringMatching(new RegExp(`^pid 1 on \\S+ since .* remove ${file}$`)),
    });
    expect(existsSync(file)).toBe(true);
  });

  test.each([
    ["empty", ""],
    ["cut off", '{"pid":1,'],
    ["with an id that leads elsewhere", JSON.stringify({ pid: 1, host: "h", since: "", id: "../../../../x" })],
  ])("%s, after a power cut: taken even by one that does not wait", async (_, text) => {
    const file = leaseFile();
    mkdirSync(dirname(file));
    writeFileSync(file, text);
    (await acquireLease(file, { wait: 0 }))();
    expect(filesBelow(dirname(file))).toEqual([]);
  });

  test("by one that died while it was removing another's", async () => {
    const file = leaseFile();
    const pid = await deadPid();
    plant(file, { pid });
    const guard = `${file}.0123456789abcdef`;
    plant(guard, { pid, id: "fedcba9876543210" });
    (await acquireLease(file, { wait: 0 }))();
    expect(filesBelow(dirname(file))).toEqual([]);
  });
});

describe("races", () => {
  test("of processes that also die while they hold it: never two at once", async () => {
    const file = leaseFile();
    const inside = join(dirname(file), "inside");
    const racer = await script(`
      import { unlinkSync, writeFileSync, readFileSync } from "node:fs";
      import { acquireLease } from "#store/lease.ts";
      const [, , file, inside, deaths] = process.argv;
      for (let round = 0; round < 25; round += 1) {
        const release = await acquireLease(file, { wait: Infinity });
        try {
          // A racer that died inside has left its number; one that lives has not.
          const before = readFileSync(inside, "utf8");
          let lives = true;
          try { process.kill(Number(before), 0); } catch { lives = false; }
          if (lives && readFileSync("/proc/" + before + "/stat", "utf8").split(") ")[1][0] !== "Z") console.log("two " + before);
          unlinkSync(inside);
        } catch {}
        writeFileSync(inside, String(process.pid), { flag: "wx" });
        console.log("in");
        await new Promise((done) => setImmediate(done));
        if (deaths === "yes" && round === 5) process.kill(process.pid, "SIGKILL");
        unlinkSync(inside);
        release();
      }
    `);
    const racers = ["yes", "no", "yes", "no", "yes"].map((deaths) => start(racer, file, inside, deaths));
    const ends = await Promise.all(racers.map((child) => child.ended));
    expect(ends.map(({ code }) => code)).toEqual([null, 0, null, 0, null]);
    expect(ends.flatMap(({ lines }) => lines).filter((line) => line !== "in")).toEqual([]);
    expect(ends.map(({ lines }) => lines.length)).toEqual([6, 25, 6, 25, 6]);
    expect(ends.map(({ error }) => error).join("")).toBe("");
    (await acquireLease(file, { wait: 0 }))();
    expect(filesBelow(dirname(file)).filter((name) => name.includes("lease"))).toEqual([]);
  });

  test("in one process: one after another", async () => {
    const file = leaseFile();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const release = await acquireLease(file, { wait: Number.POSITIVE_INFINITY });
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((done) => setImmediate(done));
        inside -= 1;
        release();
      }),
    );
    expect(most).toBe(1);
  });
});

describe("stateOf", () => {
  test("this process, an ended one, and pid 1 of this machine", async () => {
    const here = ownIdentity();
    expect(stateOf(here)).toBe("alive");
    expect(stateOf({ ...here, pid: await deadPid() })).toBe("dead");
    const { start: _, ...anybody } = here;
    expect(stateOf({ ...anybody, pid: 1 })).toBe("alive");
    // Renamed since, as laptops are; the boot tells that it is the same machine.
    expect(stateOf({ ...here, host: "another-name" })).toBe("alive");
  });
});
