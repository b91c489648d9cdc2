import { describe, expect, it } from "vitest";
import { callsOf, project, serveProject, server } from "../../support/served.ts";
import type { ModeName, Responder } from "../../support/together-server.ts";
import { goodImage, sendItems } from "../../support/together-server/answers.ts";

/** F26: a picture that was paid for lies behind a link that gives nothing. Plan, build and message say the same of it. */

serveProject(`version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 256, height: 256 }
`);

const FETCHED_FOR_NOTHING = "paid for before; what came of it is fetched, for nothing";
const ONE_CALL = "1 call to together: $0.0154";

/** A link whose answer the test changes. */
interface Link {
  location?: string;
  failures?: number[];
}

const behind =
  (link: Link): Responder =>
  async (exchange) => {
    const bytes = await goodImage(exchange);
    sendItems(exchange, [{ index: 0, url: exchange.publish(Object.assign(link, { bytes })) }]);
  };

describe.each<ModeName>(["url-gone", "url-forbidden"])("a link that is dead when it comes (%s)", (mode) => {
  it("is said to be; the plan shows the next call and its price, and the next build makes it", async () => {
    server.enqueue(mode);
    const first = await project.expectRun("build", 1);
    expect(first.stderr).toContain("paid for but could not be fetched: HTTP 40");
    expect(first.stderr).toContain("it is gone from the provider's server; run again to ask (and pay) for it anew");
    expect(first.stderr).not.toContain("run again to fetch it");
    expect(server.calls()).toBe(1);
    const plan = await project.expectRun("plan");
    expect(plan.stdout).toContain(ONE_CALL);
    expect(plan.stdout).not.toContain(FETCHED_FOR_NOTHING);
    expect((await project.expectRun("spend")).stdout).toContain("1 call billed, without a picture");
    expect(await callsOf("build")).toBe(1);
  });
});

it("a link that comes a moment before its picture is looked at twice", async () => {
  server.enqueue(behind({ failures: [404] }));
  expect(await callsOf("build")).toBe(1);
  expect(server.downloads()).toBe(2);
});

it("a link that dies between two builds is asked for anew by the second, which says so", async () => {
  server.enqueue(behind({ failures: [500, 500, 500, 500, 500, 410] }));
  await project.expectRun("build", 1);
  const second = await project.expectRun("build");
  expect(second.stderr).toContain("is gone from the provider's server; asking for it again");
  expect(server.calls()).toBe(2);
});

it("an older link that fails and then is gone holds up nobody who wants a new picture", async () => {
  server.enqueue(behind({ failures: [500, 500, 500, 500, 500, 500, 404] }));
  await project.expectRun("build", 1);
  expect(await callsOf("build --replace lake")).toBe(1);
});

describe.each<ModeName>(["url-file", "url-data", "url-private", "url-redirect-loop"])(
  "a link that is never followed (%s)",
  (mode) => {
    it("is stuck until somebody insists, which plan and build say alike", async () => {
      server.enqueue(mode);
      const first = await project.expectRun("build", 1);
      expect(first.stderr).toContain("imagegen build --replace lake asks (and pays) anew");
      expect(first.stderr).not.toContain("run again to fetch it");
      const downloads = server.downloads();
      const plan = await project.expectRun("plan");
      expect(plan.stdout).toMatch(/^! refused +lake +nothing usable came on .*could not be fetched/m);
      expect(plan.stdout).toContain("No calls: $0.");
      const second = await project.expectRun("build", 1);
      expect(second.stderr).toMatch(/failed lake: not asked again; what came on \S+ cannot be used: .*not be fetched/);
      expect([server.calls(), server.downloads()]).toEqual([1, downloads]);
      for (const wish of ["--retry-refused", "--replace lake"])
        expect((await project.expectRun(`plan ${wish}`)).stdout).toContain(ONE_CALL);
      expect(await callsOf("build --retry-refused lake")).toBe(1);
    });
  },
);

it("a link that can be followed after all gives the picture that was paid for to who insists", async () => {
  const link: Link = { location: "file:///etc/hostname" };
  server.enqueue(behind(link));
  await project.expectRun("build", 1);
  delete link.location;
  expect(await callsOf("build --retry-refused lake")).toBe(0);
  await project.expectRun("check");
});

it("what was insisted on and waits behind a good link is fetched by the next build", async () => {
  server.enqueue("url-file", "url-down");
  await project.expectRun("build", 1);
  await project.expectRun("build --retry-refused lake", 1);
  expect(server.calls()).toBe(2);
  expect((await project.expectRun("plan")).stdout).toContain(FETCHED_FOR_NOTHING);
  expect(await callsOf("build", { code: 1 })).toBe(0);
});
