import type { KeepPush } from "@candor/protocol/http/notices.ts";

export type Listening = { type: "ok"; keys: KeepPush } | { type: "denied" } | { type: "unsupported" };

/**
 * Lets the server write to this browser. Asks whoever sits there, so it is called when they just said so.
 *
 * @param publicKey of the server, base64url.
 */
export async function listenForPush(publicKey: string): Promise<Listening> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return { type: "unsupported" };
  if ((await Notification.requestPermission()) !== "granted") return { type: "denied" };
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe(); // it may be of another key
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
    const { keys } = subscription.toJSON();
    return {
      type: "ok",
      keys: { endpoint: subscription.endpoint, p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
    };
  } catch {
    return { type: "unsupported" }; // no push service, as in some browsers by choice
  }
}

export async function stopListening(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
