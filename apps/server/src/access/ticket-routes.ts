import type { SocketTicket } from "@candor/protocol/http/access.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { type SocketTickets, sessionCookieOf } from "./socket-tickets.ts";

const socketTicketSchema = z
  .object({ ticket: z.string().nullable() })
  .openapi("SocketTicket") satisfies z.ZodType<SocketTicket>;

const issue = createRoute({
  method: "post",
  path: "/api/socket-tickets",
  summary: "A ticket that opens one socket within half a minute; null where nobody is signed in, which is no fault",
  responses: { 200: { description: "The ticket", ...json(socketTicketSchema) }, ...problems(403) },
});

export function ticketRoutes({ tickets }: { tickets: SocketTickets }) {
  return createRoutes<AppEnv>().openapi(issue, (c) => {
    const cookie = c.var.who && sessionCookieOf(c.req.raw.headers);
    return c.json({ ticket: cookie ? tickets.issue(cookie) : null }, 200);
  });
}
