import type { MiddlewareHandler } from "hono";
import { isSharedPath } from "../artifact/is-shared-path.ts";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  // No HTML, and no script's address, from a plain string; the editor and the service worker have policies of their own.
  "require-trusted-types-for 'script'",
];

/**
 * The worker that stretches a passphrase is the one place with WebAssembly. A worker lives under the policy of the answer
 * that brought it, so this is the answer for its file alone; and it can do nothing but compute.
 */
const STRETCH_WORKER = /^\/assets\/stretch-worker-[\w-]+\.js$/;
const STRETCH_WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** What somebody put into an artifact is shown, and never runs, whatever it turns out to be. */
const ARTIFACT_IMAGE = /^\/api\/artifacts\/[^/]+\/images\//;
const ARTIFACT_IMAGE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** What links open has a policy of its own, for people without an account; see `artifact/shared-app.ts`. */
const OWN = ["content-security-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "x-robots-tag"];

const PERMISSIONS_POLICY = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "browsing-topics"]
  .map((feature) => `${feature}=()`)
  .join(", ");

const ONE_YEAR = 31_536_000; // seconds

/**
 * Sets what every answer carries, whatever made it.
 *
 * @param options.secure people come over https: only then may the browser be told to insist on it.
 */
export function securityHeaders(options: { secure: boolean }): MiddlewareHandler {
  const headers: [string, string][] = [
    ["content-security-policy", CONTENT_SECURITY_POLICY.join("; ")],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", PERMISSIONS_POLICY],
    ["x-robots-tag", "noindex"],
  ];
  if (options.secure) headers.push(["strict-transport-security", `max-age=${ONE_YEAR}; includeSubDomains`]);
  return async (c, next) => {
    await next();
    const isShared = isSharedPath(c.req.path);
    for (const [name, value] of headers)
      if (!(isShared && OWN.includes(name) && c.res.headers.has(name))) c.res.headers.set(name, value);
    if (ARTIFACT_IMAGE.test(c.req.path)) c.res.headers.set("content-security-policy", ARTIFACT_IMAGE_POLICY);
    if (STRETCH_WORKER.test(c.req.path)) c.res.headers.set("content-security-policy", STRETCH_WORKER_POLICY);
  };
}
