import { childOf, readXml, type XmlElement } from "./read-xml.ts";

export const DAV = "DAV:";
export const CALDAV = "urn:ietf:params:xml:ns:caldav";

export type DavResponse = {
  /** absolute */
  url: string;
  /** of the thing itself, where it was said: mostly 404, that it is gone */
  status: number | null;
  /** what it told of itself; what it doesn't have is not here */
  props: XmlElement;
};

export type Multistatus = { responses: DavResponse[]; syncToken: string | null };

/**
 * Reads the answer to PROPFIND and REPORT (RFC 4918, 13).
 *
 * @returns null where it is none.
 */
export function readMultistatus(text: string, base: string): Multistatus | null {
  const root = readXml(text);
  if (root?.name !== "multistatus" || root.namespace !== DAV) return null;
  const responses = root.children
    .filter(({ name, namespace }) => name === "response" && namespace === DAV)
    .flatMap((response) => {
      const url = urlOf(childOf(response, DAV, "href")?.text, base);
      return url === null ? [] : [{ url, status: statusOf(response), props: propsOf(response) }];
    });
  return { responses, syncToken: childOf(root, DAV, "sync-token")?.text.trim() || null };
}

export function prop({ props }: DavResponse, namespace: string, name: string): XmlElement | undefined {
  return childOf(props, namespace, name);
}

/** The address in a property that holds one. */
export function hrefIn(property: XmlElement | undefined, base: string): string | null {
  return urlOf(childOf(property, DAV, "href")?.text, base);
}

function urlOf(href: string | undefined, base: string): string | null {
  const url = href === undefined ? null : URL.parse(href.trim(), base);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

function statusOf(response: XmlElement): number | null {
  const line = childOf(response, DAV, "status")?.text.trim();
  return line === undefined ? null : statusIn(line);
}

function statusIn(line: string): number | null {
  const status = /^HTTP\/\S+\s+(\d{3})\b/.exec(line)?.[1];
  return status === undefined ? null : Number(status);
}

function propsOf(response: XmlElement): XmlElement {
  const props: XmlElement = { namespace: DAV, name: "prop", attributes: new Map(), text: "", children: [] };
  for (const propstat of response.children) {
    if (propstat.name !== "propstat" || propstat.namespace !== DAV) continue;
    const status = statusOf(propstat);
    if (status !== null && (status < 200 || status > 299)) continue;
    for (const child of childOf(propstat, DAV, "prop")?.children ?? []) props.children.push(child);
  }
  return props;
}
