import { parentPort, workerData } from "node:worker_threads";
import { isTooLong } from "./paper-limits.ts";
import type { PaperFile, PaperMade, PaperTask } from "./paper-messages.ts";
import { writeHtmlFile, writeMarkdownFile } from "./write-text-files.ts";

// One file is made here, and then this thread ends: the libraries that make it go with it.

const task = workerData as PaperTask;
const made = await make(task);
parentPort?.postMessage(made, made.type === "file" ? [made.file.bytes.buffer as ArrayBuffer] : []);

async function make({ format, ...given }: PaperTask): Promise<PaperMade> {
  if (isTooLong(given.paper.body, format)) return { type: "too_long" };
  return { type: "file", file: await write(format, given) };
}

async function write(format: PaperTask["format"], given: Omit<PaperTask, "format">): Promise<PaperFile> {
  switch (format) {
    case "md":
      return writeMarkdownFile(given);
    case "html":
      return writeHtmlFile(given);
    case "docx": {
      const { writeDocx } = await import("./write-docx.ts");
      const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
      return { bytes: await writeDocx(given), ending: "docx", type };
    }
    case "pdf": {
      const { writePdf } = await import("./write-pdf.ts");
      const { bytes, missingLetters } = await withoutFaults(writePdf, given);
      return { bytes, ending: "pdf", type: "application/pdf", ...(missingLetters > 0 && { missingLetters }) };
    }
  }
}

/** An image that its reader cannot take, whatever it may be, costs the file its images, and nobody the file. */
async function withoutFaults(write: typeof import("./write-pdf.ts").writePdf, given: Omit<PaperTask, "format">) {
  const fault = Promise.withResolvers<never>();
  const onFault = (error: unknown) => fault.reject(error);
  process.once("uncaughtException", onFault);
  try {
    return await Promise.race([write(given), fault.promise]);
  } catch (error) {
    if (given.images.size === 0) throw error;
    return await write({ ...given, images: new Map() });
  }
}
