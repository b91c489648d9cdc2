import { describe, expect, test } from "vitest";
import { readPrompt } from "../../src/providers/sketch/prompt.ts";
import { chooseScene } from "../../src/providers/sketch/scenes.ts";

describe("readPrompt", () => {
  test.each([
    ["a lake at sunset", "sunset"],
    ["golden hour in the hills", "golden"],
    ["the blue hour", "dusk"],
    ["Make it night, with a full moon", "night"],
    ["a sunrise", "dawn"],
    ["a lake", undefined],
    ["a lake, no sunset", undefined],
  ])("%s: time %s", (prompt, time) => {
    expect(readPrompt(prompt).time).toBe(time);
  });

  test.each([
    ["a rainy, foggy day", ["rain", "fog"]],
    ["mountains without snow", []],
    ["clouds", ["clouds"]],
  ])("%s: weather %j", (prompt, weather) => {
    expect([...readPrompt(prompt).weather]).toEqual(weather);
  });

  test.each([
    ["teal and coral", 2],
    ["#ff0000 and #0f0", 2],
    ["warm sand", 1],
    ["raked sand", 0],
    ["a coffee cup", 0],
    ["at golden hour", 0],
    ["red orange yellow green blue indigo", 5],
  ])("%s: %d colours", (prompt, count) => {
    expect(readPrompt(prompt).colours).toHaveLength(count);
  });

  test("a shade changes its colour", () => {
    const [deep] = readPrompt("deep teal").colours;
    const [pale] = readPrompt("pale teal").colours;
    expect(deep?.[1]).toBeLessThan(pale?.[1] ?? 0);
  });

  test("words count in the singular", () => {
    expect(readPrompt("Lakes, churches and autumn leaves").words).toEqual(["lake", "church", "and", "autumn", "leaf"]);
  });
});

describe("chooseScene", () => {
  test.each([
    ["A serene mountain landscape at sunset with a lake reflection", "landscape", undefined],
    ["a cat in outer space", "animal", "space"],
    ["A cute robot assistant helping in a modern office", "robot", "office"],
    ["A peaceful zen garden with a stone path", "zen garden", undefined],
    ["A round badge of a tree in spring", "emblem", undefined],
    ["badge of a cat", "emblem", undefined],
    ["portrait of a lighthouse keeper", "portrait", "sea"],
    ["Make it night, with a full moon", "landscape", undefined],
    ["isometric product icon of a coffee cup", "emblem", undefined],
    ["abstract teal and warm sand waves", "abstract", undefined],
    ["a coffee cup on a wooden table", "still life", undefined],
    ["seamless pattern of leaves", "pattern", undefined],
    ["A quiet city street at dusk after the rain, lights in the windows", "city", undefined],
    ["qwertz", "abstract", undefined],
    ["", "abstract", undefined],
  ])("%s: %s", (prompt, scene, place) => {
    const choice = chooseScene(readPrompt(prompt));
    expect([choice.scene.name, choice.place?.name]).toEqual([scene, place]);
  });
});
