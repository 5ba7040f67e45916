export type {};
declare const self: ServiceWorkerGlobalScope;

/** What the server pushes when a person has written. */
interface Knock {
  title: string;
  body?: string;
  /** Where in the console a press leads. */
  url?: string;
  /** A newer knock of the same conversation takes the place of the older one. */
  tag?: string;
}

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const knock = read(event.data);
  event.waitUntil(announce(knock));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(show(url));
});

function read(data: PushMessageData | null): Knock {
  try {
    return data?.json() as Knock;
  } catch {
    return { title: "Charla" };
  }
}

/** A push must always show something, or browsers take the permission back. */
async function announce(knock: Knock | undefined) {
  const { title, body, url = "/console", tag } = knock ?? { title: "Charla" };
  await self.registration.showNotification(title, {
    icon: "/app/icon-192.png",
    badge: "/app/badge-96.png",
    data: { url: inside(url) },
    ...(body ? { body } : {}),
    ...(tag ? { tag } : {}),
  });
}

/** Only addresses of the console itself are followed. */
function inside(url: string) {
  const target = new URL(url, self.location.origin);
  const ours = target.origin === self.location.origin && target.pathname.startsWith("/console");
  return ours ? target.pathname + target.search : "/console";
}

async function show(url: string) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((window) => new URL(window.url).pathname.startsWith("/console"));
  if (!open) {
    await self.clients.openWindow(url);
    return;
  }
  await open.focus();
  // The console goes there itself and keeps its drafts; a window that is not ours to steer is opened anew.
  open.postMessage({ go: url });
}
