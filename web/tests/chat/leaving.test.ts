import { expect, it } from "vitest";
import { opensHere } from "../../chat/leaving";

const sites = ["https://shop.example", location.origin];

it.each([
  [{ url: "https://shop.example/all", webview_height_ratio: "tall" }, true],
  [{ url: "https://shop.example", messenger_extensions: true }, true],
  [{ url: "https://shop.example/all" }, false],
  [{ url: "http://shop.example/all", webview_height_ratio: "tall" }, false],
  [{ url: "https://shop.example.evil.example", webview_height_ratio: "tall" }, false],
  [{ url: "https://shop.example@evil.example", webview_height_ratio: "tall" }, false],
  [{ url: "javascript:alert(1)", messenger_extensions: true }, false],
  [{ url: `${location.origin}/console`, messenger_extensions: true }, false],
  [{ webview_height_ratio: "full" }, false],
] as const)("%j opens over the conversation: %s", (button, here) => {
  expect(opensHere(button, sites)).toBe(here);
  expect(opensHere(button)).toBe(false);
});
