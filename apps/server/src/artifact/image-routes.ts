import { createRoute, z } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { artifactParams, imageParams, imageSchema } from "./artifact-schemas.ts";
import { refuseForRoom } from "./image-room.ts";
import { sniffImage } from "./sniff-image.ts";
import { type ArtifactParts, refuse } from "./write-artifacts.ts";

const MAX_IMAGE_BYTES = 8 * 1024 * 1024;

const BYTES = "application/octet-stream";
const binary = { content: { [BYTES]: { schema: z.string().openapi({ format: "binary" }) } } };

const add = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/images",
  summary: "Put an image into an artifact: PNG, JPEG, GIF or WebP, by its bytes and not by its name",
  request: { params: artifactParams, body: binary },
  responses: {
    200: { description: "Where it can be fetched", ...json(imageSchema) },
    ...problems(400, 401, 404, 409, 413, 429, 503),
  },
});

const fetchOne = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/images/{image}",
  summary: "An image, for whoever may read the artifact",
  request: { params: imageParams },
  responses: { 200: { description: "The image", ...binary }, ...problems(401, 404, 429) },
});

/** A plain form of another site cannot send this type, and the Origin was looked at before. */
export function isImageRequest(method: string, path: string, type: string | undefined): boolean {
  return method === "POST" && /^\/api\/artifacts\/[^/]+\/images$/.test(path) && type === BYTES;
}

export function imageRoutes(parts: ArtifactParts) {
  const { db, images, now, newId } = parts;
  const routes = createRoutes<SignedInEnv>();
  routes.post(
    "/api/artifacts/:id/images",
    bodyLimit({ maxSize: MAX_IMAGE_BYTES, onError: (c) => problem(c, "image_too_large") }),
  );
  return routes
    .openapi(add, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      if (await refuse(parts, { id, userId }, "write")) return problem(c, "not_found");
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const type = sniffImage(bytes);
      if (type === null) return problem(c, "no_image");
      const noRoom = await refuseForRoom(db, { artifact: id, userId, bytes: bytes.length });
      if (noRoom) return problem(c, noRoom);
      const image = newId();
      await images.write(image, bytes); // before the row: one without bytes would show as broken for ever
      try {
        await db
          .insertInto("artifact_image")
          .values({
            ...{ id: image, artifact_id: id, type, bytes: bytes.length },
            ...{ added_by: userId, added_at: now().toISOString(), unused_since: null },
          })
          .execute();
      } catch (error) {
        await images.remove(image).catch(() => undefined); // else it is found as belonging to none
        // Its artifact was taken away while it came.
        if (await refuse(parts, { id, userId }, "write")) return problem(c, "not_found");
        throw error;
      }
      return c.json({ src: `/api/artifacts/${id}/images/${image}` }, 200);
    })
    .openapi(fetchOne, async (c) => {
      const { id, image } = c.req.valid("param");
      if (await refuse(parts, { id, userId: c.var.who.userId }, "read")) return problem(c, "not_found");
      const row = await db
        .selectFrom("artifact_image")
        .select("type")
        .where("id", "=", image)
        .where("artifact_id", "=", id)
        .executeTakeFirst();
      if (!row) return problem(c, "not_found");
      // What an image is never changes, who may see it may: so the browser asks each time, and is told that it has it.
      const headers = { etag: `"${image}"`, "cache-control": "private, no-cache", "content-disposition": "inline" };
      if (c.req.header("if-none-match") === headers.etag) return new Response(null, { status: 304, headers });
      const bytes = await images.read(image);
      if (!bytes) return problem(c, "not_found");
      return new Response(new Uint8Array(bytes), { headers: { ...headers, "content-type": row.type } });
    });
}
