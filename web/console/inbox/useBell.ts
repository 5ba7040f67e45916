import { useEffect } from "preact/hooks";
import { preferences } from "../settings/preferences";
import { useInboxLive } from "./useInboxLive";

let audio: AudioContext | undefined;

/** Two short notes, like the bell on a shop's counter. Browsers stay silent until somebody has touched the page. */
function ring() {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") void audio.resume();
    const start = audio.currentTime;
    for (const [pitch, at] of [
      [880, 0],
      [1174.7, 0.11],
    ] as const) {
      const note = audio.createOscillator();
      const loudness = audio.createGain();
      note.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, start + at);
      loudness.gain.exponentialRampToValueAtTime(0.12, start + at + 0.012);
      loudness.gain.exponentialRampToValueAtTime(0.0001, start + at + 0.34);
      note.connect(loudness).connect(audio.destination);
      note.start(start + at);
      note.stop(start + at + 0.36);
    }
  } catch {
    // A device without sound still shows the badge.
  }
}

/** Rings once for every new message of a person, at most once a second. */
export function useBell(page: string) {
  const live = useInboxLive();
  useEffect(() => {
    let last = 0;
    return live.on("changed", ({ page: changed, events }) => {
      const spoke = events?.some(
        (event) => event.from.kind === "person" && (event.type === "message" || event.type === "postback"),
      );
      const now = Date.now();
      if (changed !== page || !spoke || !preferences().sound || now - last < 1000) return;
      last = now;
      ring();
    });
  }, [live, page]);
}
