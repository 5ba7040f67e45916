import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Answer, MessageContent, TemplateButton } from "../../shared/api/conversation";
import { bubbleOf, fold } from "../../shared/thread/fold";
import type { Message } from "../../shared/thread/Message";
import { QuickReplies } from "../../shared/thread/QuickReplies";
import { Template } from "../../shared/thread/Template";
import { RichTemplate } from "../../shared/thread/templates/RichTemplate";
import { money } from "../../shared/thread/templates/money";
import { ThreadContext, type ThreadActs } from "../../shared/thread/ThreadContext";
import { LanguageProvider, type Language } from "../../shared/text/language";
import { sampleTemplates } from "../../parts/sampleTemplates";
import { en } from "../../parts/text/en";
import type { ComponentChildren } from "preact";

const answers: [Message, Answer][] = [];
const taps: string[] = [];
const opened: string[] = [];

async function draw(children: ComponentChildren, audience: "person" | "team" = "person", language: Language = "en") {
  const acts = {
    answer: audience === "person" ? answer : undefined,
    tap: ({ payload }: { payload?: string }) => void taps.push(payload ?? ""),
    open:
      audience === "person"
        ? ({ type, webview_height_ratio }: TemplateButton) =>
            opened.push(type) > 0 && webview_height_ratio !== undefined
        : undefined,
  } as unknown as ThreadActs;
  document.body.innerHTML = "<main></main>";
  const root = document.querySelector("main")!;
  await act(() => {
    render(
      <LanguageProvider language={language}>
        <ThreadContext.Provider value={{ audience, names: { page: "Luna", helper: "Bot", person: "Noor" }, acts }}>
          {children}
        </ThreadContext.Provider>
      </LanguageProvider>,
      root,
    );
  });
  while (root.childNodes.length === 0) await act(() => new Promise<void>((resolve) => setTimeout(resolve)));
  return root;

  function answer(message: Message, given: Answer) {
    answers.push([message, given]);
    return Promise.resolve(true);
  }
}

const samples = sampleTemplates(en);
const sampleOf = (kind: string) => samples.find((sample) => sample.template!.kind === kind)!;
const messageOf = (content: Omit<MessageContent, "message_id">) =>
  bubbleOf(
    {
      seq: 1,
      type: "message",
      at: "2026-06-16T10:00:00Z",
      from: { kind: "helper" },
      message: { message_id: "m1", ...content },
    },
    "person",
  );
const send = (element: Element, event: Event) =>
  act(() => {
    element.dispatchEvent(event);
  });
const press = (element: Element) => send(element, new MouseEvent("click", { bubbles: true }));

afterEach(() => {
  answers.length = taps.length = opened.length = 0;
  vi.restoreAllMocks();
});

describe("templates", () => {
  const rich = samples.filter(({ template }) => !["buttons", "media"].includes(template!.kind));

  it.each(rich.map((content) => [content.template!.kind, content] as const))("%s is drawn", async (_, content) => {
    for (const audience of ["person", "team"] as const) {
      for (const language of ["en", "es"] as const) {
        const root = await draw(<RichTemplate message={messageOf(content)} />, audience, language);
        expect(root.textContent.length).toBeGreaterThan(5);
        expect(root.querySelectorAll("img:not([alt])")).toHaveLength(0);
        expect(root.textContent).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  it("a receipt adds what the business says and takes off what was given", async () => {
    const root = await draw(<RichTemplate message={messageOf(sampleOf("receipt"))} />);
    expect(root.textContent).toContain("Order A-1041");
    expect(root.textContent).toContain("-€5.00");
    expect(root.textContent).toContain("€55.50");
    expect(root.textContent).toContain("28013 Madrid");
  });

  it("feedback wants a mark before it goes, and shows what was given", async () => {
    const message = messageOf(sampleOf("customer_feedback"));
    let root = await draw(<RichTemplate message={message} />);
    const submit = () => send(root.querySelector("form")!, new Event("submit", { bubbles: true }));
    await submit();
    expect(root.querySelector("[role=alert]")!.textContent).toBe("Choose one first.");
    await press(root.querySelectorAll("input[type=radio]")[3]!);
    await submit();
    expect(answers.map(([, given]) => given)).toEqual([{ score: 4 }]);

    root = await draw(<RichTemplate message={{ ...message, answer: { score: 4, text: "Warm" } }} />, "team");
    expect(root.querySelector("form")).toBeNull();
    expect(root.textContent).toContain("4 of 5");
    expect(root.textContent).toContain("Warm");
  });

  it("a form for an address sends what is filled in and asks for what is missing", async () => {
    const root = await draw(<RichTemplate message={messageOf(sampleOf("customer_information"))} />);
    const submit = () => send(root.querySelector("form")!, new Event("submit", { bubbles: true }));
    await submit();
    expect(root.querySelectorAll("[aria-invalid]")).toHaveLength(4);
    for (const [name, value] of Object.entries({
      name: "Noor",
      "address-line1": "Mayor 4",
      "address-level2": "Madrid",
      "postal-code": "28013",
    })) {
      const input = root.querySelector<HTMLInputElement>(`[autocomplete="${name}"]`)!;
      input.value = value;
      await send(input, new Event("input", { bubbles: true }));
    }
    await submit();
    expect(answers[0]![1]).toEqual({
      country: "ES",
      name: "Noor",
      street_1: "Mayor 4",
      city: "Madrid",
      postal_code: "28013",
    });
  });

  it("a consent is given with a tap and can be stopped", async () => {
    const message = messageOf(sampleOf("notification_messages"));
    const { answer, ...asked } = message;
    let root = await draw(<RichTemplate message={asked} />);
    await press(root.querySelector("button")!);
    root = await draw(<RichTemplate message={message} />);
    await press(root.querySelector("button")!);
    expect(answer).toEqual({ granted: true });
    expect(answers.map(([, given]) => given)).toEqual([{ granted: true }, { granted: false }]);
  });

  it("a picture of a grid answers with its payload", async () => {
    const root = await draw(<RichTemplate message={messageOf(sampleOf("image_grid"))} />);
    await press(root.querySelector("button")!);
    expect(taps).toEqual(["2"]);
  });

  it("the chat opens logins and pages of the business's own; other links open by themselves", async () => {
    const buttons: TemplateButton[] = [
      { type: "url", title: "Here", url: "https://shop.example", webview_height_ratio: "tall" },
      { type: "url", title: "Away", url: "https://maps.example" },
      { type: "account_link", url: "https://shop.example/log-in" },
      { type: "account_unlink" },
    ];
    const message = messageOf({ template: { kind: "buttons", text: "Well?", buttons } });
    let root = await draw(<Template message={message} />);
    const stopped: boolean[] = [];
    root.addEventListener("click", (event) => {
      stopped.push(event.defaultPrevented);
      event.preventDefault();
    });
    for (const act of root.querySelectorAll("a, button")) {
      await send(act, new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
    expect(opened).toEqual(["url", "url", "account_link", "account_unlink"]);
    expect(stopped).toEqual([true, false, false, false]);

    root = await draw(<Template message={message} />, "team");
    expect(root.querySelectorAll("a[target=_blank]")).toHaveLength(3);
    expect(root.querySelector("button")!.disabled).toBe(true);
  });

  it("an answer folds into its message", () => {
    const message = messageOf(sampleOf("coupon"));
    const answered = fold(message, {
      seq: 2,
      type: "answered",
      at: "",
      from: { kind: "person" },
      message: { message_id: "m1" },
      answer: {},
    });
    expect(answered.answer).toEqual({});
  });
});

describe("quick replies", () => {
  it("a title goes at once, a picture alone by its payload", async () => {
    const chosen: unknown[] = [];
    const root = await draw(
      <QuickReplies
        replies={[
          { title: "Yes", payload: "Y" },
          { payload: "RED", image_url: "/red.png" },
        ]}
        onChoose={(reply) => chosen.push(reply)}
      />,
    );
    for (const button of root.querySelectorAll("button")) await press(button);
    expect(chosen).toEqual([
      { title: "Yes", payload: "Y" },
      { title: "RED", payload: "RED" },
    ]);
  });
});

it("writes money also in currencies that nobody has", () => {
  expect(money("12.5", "EUR", "en")).toBe("€12.50");
  expect(money(3, "??", "en")).toBe("3 ??");
});
