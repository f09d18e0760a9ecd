import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { fileAnswer } from "../paper/file-answer.ts";
import { PAPER_FORMATS } from "../paper/paper-messages.ts";
import { type FileParts, fileNameOf, makeArtifactFile } from "./artifact-file.ts";
import { artifactParams } from "./artifact-schemas.ts";

const take = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/files/{format}",
  summary: "Take it along as Markdown (with images: a zip), HTML, .docx or PDF",
  request: { params: artifactParams.extend({ format: z.enum(PAPER_FORMATS) }) },
  responses: {
    200: {
      description: "The file",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems(401, 404, 409, 429, 503),
  },
});

/** Files are made whole before the answer begins: what goes wrong is a sentence, and never half a file. */
export function fileRoutes(parts: FileParts) {
  return createRoutes<SignedInEnv>().openapi(take, async (c) => {
    const { id, format } = c.req.valid("param");
    const made = await makeArtifactFile(parts, { id, userId: c.var.who.userId }, format);
    if (made.type !== "file") return problem(c, made.type);
    return fileAnswer(made.file, fileNameOf(made.title, made.file.ending));
  });
}
