import { connect } from "node:net";
import type { Config } from "../../config.ts";
import { isLoopback } from "../../http/is-loopback.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";

const ANSWER_MILLISECONDS = 5000;

/** Whether people come to the server by the addresses it is told. */
export async function lookAtReach({ origins, host, trustedProxies }: Config, serverRuns: boolean): Promise<Finding[]> {
  if (origins.length === 0) {
    return [well(`Candor listens on ${host}, for this machine alone: CANDOR_ORIGIN is not set.`)];
  }
  const findings = origins.filter((origin) => origin.startsWith("http:")).map(judgePlain);
  if (origins.some((origin) => !isLoopback(new URL(origin).hostname)) && isLoopback(host) && trustedProxies === 0) {
    findings.push(
      mind(
        "A proxy seems to stand in front, and CANDOR_TRUSTED_PROXIES is 0: everybody counts as one address then.",
        "Set CANDOR_TRUSTED_PROXIES to how many of your own proxies append to X-Forwarded-For.",
      ),
    );
  }
  for (const origin of serverRuns ? origins : []) findings.push(await ask(origin));
  return findings;
}

function judgePlain(origin: string): Finding {
  return well(`${origin} is an address of this machine alone; others need one with https.`);
}

async function ask(origin: string): Promise<Finding> {
  try {
    const answer = await fetch(new URL("/healthz", origin), {
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    if (answer.ok && (await answer.text()).trim() === "ok") return well(`${origin} answers.`);
    return mind(
      `${origin} answers with ${answer.status}, and not as Candor does.`,
      "Look whether the proxy passes everything on to the server.",
    );
  } catch (error) {
    const cause =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    return mind(
      `${origin} does not answer from here: ${cause}.`,
      "Look at the name's address, the certificate and the proxy. From outside it may still answer.",
    );
  }
}

const SMTP_PORTS: Readonly<Record<string, number>> = { "smtp:": 25, "smtps:": 465 };

/** Whether the mail server answers; nothing is sent, and no name or password is tried. */
export async function lookAtMail({ mail }: Config): Promise<Finding> {
  if (mail === null) {
    return mind(
      "No mail server is set: mails wait on this server for whoever runs it to pass them on.",
      "Set CANDOR_SMTP_URL and CANDOR_MAIL_FROM, unless that is what you want.",
    );
  }
  const { hostname, port, protocol } = new URL(mail.url);
  const at = `${hostname}:${port || SMTP_PORTS[protocol]}`;
  const fault = await new Promise<string | null>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (SMTP_PORTS[protocol] ?? 25) });
    const end = (said: string | null) => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(ANSWER_MILLISECONDS, () => end("no answer"));
    socket.once("connect", () => end(null));
    socket.once("error", (error) => end(error.message));
  });
  return fault === null
    ? well(`The mail server ${at} can be reached.`)
    : wrong(
        `The mail server ${at} cannot be reached: ${fault}.`,
        "Look at CANDOR_SMTP_URL and at the firewall. Mails wait meanwhile.",
      );
}
