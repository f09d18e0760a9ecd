/** Where the answers of one person to one series come in. */
export function answerAddress(address: string, token: string): string {
  const [local = "", domain = ""] = address.split("@");
  return `${local}+${token}@${domain}`;
}

/** @returns the token in an address of the service; null: it is none. */
export function tokenIn(address: string, service: string): string | null {
  return partsIn(address, service)?.token ?? null;
}

/** @returns the token in an address of the service and the name that may follow it; null: it is none. */
export function partsIn(address: string, service: string): { token: string; name: string | null } | null {
  const [local = "", domain = ""] = service.split("@");
  const [ofIt = "", at = ""] = address.split("@");
  if (at !== domain || !ofIt.startsWith(`${local}+`)) return null;
  const [token = "", ...name] = ofIt.slice(local.length + 1).split("+");
  return /^[a-z0-9]{16,64}$/.test(token) ? { token, name: name.join(" ") || null } : null;
}
