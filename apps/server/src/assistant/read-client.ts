import type { ClientIds } from "./client-ids.ts";
import { type ClientMetadata, judgeClientMetadata } from "./client-metadata.ts";

/** Reads the document at an address that somebody gave; null: there is none that could be read. */
export type AskDocument = (address: string) => Promise<unknown>;

export type ClientLook =
  | { type: "client"; client: ClientMetadata }
  | { type: "refused"; why: "unknown_client" | "no_client_document" };

/**
 * Finds out who a client's id belongs to: by what it registered with here, which the id carries, or by the document
 * that lies where the id is an address (Client ID Metadata Documents).
 *
 * @param askDocument null: this installation asks nobody.
 */
export async function readClient(
  clientId: string,
  { clientIds, askDocument }: { clientIds: ClientIds; askDocument: AskDocument | null },
): Promise<ClientLook> {
  const registered = clientIds.read(clientId);
  if (registered) return { type: "client", client: registered };
  if (!isDocumentAddress(clientId)) return { type: "refused", why: "unknown_client" };
  const document = askDocument && (await askDocument(clientId));
  const isAboutIt = typeof document === "object" && document !== null && "client_id" in document;
  if (!isAboutIt || document.client_id !== clientId) return { type: "refused", why: "no_client_document" };
  const verdict = judgeClientMetadata(document);
  if (verdict.type !== "good") return { type: "refused", why: "no_client_document" };
  return { type: "client", client: verdict.metadata };
}

/** An address with a path, written as it is asked: no name and password, no fragment, no steps up or down. */
function isDocumentAddress(clientId: string): boolean {
  const url = URL.parse(clientId);
  if (url === null || url.href !== clientId || clientId.length > 500) return false;
  return /^https?:$/.test(url.protocol) && url.pathname !== "/" && url.hash === "" && url.username === "";
}
