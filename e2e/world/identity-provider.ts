import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** A real identity provider on a free port that lets in whoever says who they are. */
export class IdentityProvider {
  readonly issuer: string;
  readonly #server: Server;
  #handle: RequestListener | null = null;

  private constructor(server: Server) {
    this.#server = server;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<IdentityProvider> {
    const server = createServer((request, answer) => provider.#handle?.(request, answer));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const provider = new IdentityProvider(server);
    return provider;
  }

  /** What Candor is told about it. */
  get settings(): Record<string, string> {
    return {
      CANDOR_OIDC_ISSUER: this.issuer,
      CANDOR_OIDC_CLIENT_ID: "candor",
      CANDOR_OIDC_CLIENT_SECRET: "a-secret-of-the-test",
      CANDOR_OIDC_NAME: "Acme",
    };
  }

  /** Knows Candor from now on. @param address where people reach it */
  serve(address: string): void {
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: "candor",
          client_secret: "a-secret-of-the-test",
          redirect_uris: [`${address}/sign-in/sso`],
          grant_types: ["authorization_code"],
          response_types: ["code"],
        },
      ],
      pkce: { required: () => true },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
      conformIdTokenClaims: false,
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: true, name: id }),
      }),
    });
    this.#handle = provider.callback() as RequestListener;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
