import { push } from "../api/push";

const worker = "/console/sw.js";

export function pushWorks() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** The worker serves notifications only; it caches nothing, so a new version of the console is there at once. */
export function registerWorker() {
  return navigator.serviceWorker.register(worker, { scope: "/console/" });
}

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration("/console/");
  return registration?.pushManager.getSubscription();
}

export async function isSubscribed() {
  return Notification.permission === "granted" && Boolean(await subscription());
}

/** Says whether the person allowed it. */
export async function subscribe(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const { key } = await push.key();
  await registerWorker();
  const registration = await navigator.serviceWorker.ready;
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await push.subscribe(made.toJSON());
  return true;
}

export async function unsubscribe() {
  const made = await subscription();
  if (!made) return;
  await made.unsubscribe();
  await push.unsubscribe(made.endpoint);
}
