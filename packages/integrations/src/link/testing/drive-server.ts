import { type Asked, ProviderServer, type Said } from "../../calendar/testing/provider-server.ts";

/** Google as far as links to its documents go: it lets people consent and says what their files are called. */
export class DriveServer extends ProviderServer {
  protected override readonly paths = { authorize: "/o/oauth2/v2/auth", token: "/token", revoke: "/revoke" };
  readonly files = new Map<string, { name: string; trashed: boolean }>();
  who = "sam@example.com";

  static async start(): Promise<DriveServer> {
    const server = new DriveServer();
    await server.listen();
    return server;
  }

  protected override api({ path }: Asked): Said {
    if (path === "/drive/v3/about") return { status: 200, body: { user: { emailAddress: this.who } } };
    const [, id = ""] = /^\/drive\/v3\/files\/([\w-]+)$/.exec(path) ?? [];
    const file = this.files.get(id);
    if (file) return { status: 200, body: file };
    return { status: 404, body: { error: { code: 404, message: "File not found." } } };
  }

  protected override unauthorized(): Said {
    return { status: 401, body: { error: { code: 401, message: "Invalid Credentials" } } };
  }
}
