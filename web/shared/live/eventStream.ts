import type { ServerFrame } from "./frames";

/** The frames of a fetched event stream: the `data:` lines, one JSON each. */
export async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerFrame> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("data:")) yield JSON.parse(line.slice(5)) as ServerFrame;
  }
}
