import type { MyData } from "@candor/protocol/http/rights.ts";

/** What the server keeps of me that is not in an export of everything, each a sentence. */
export function whatIsMissing({ notebooks }: Pick<MyData, "notebooks">): string[] {
  // The server has them and cannot read them; this export is made of what can be read.
  const bytes = notebooks.reduce((sum, notebook) => sum + notebook.bytes, 0);
  return [
    ...(bytes > 0
      ? [
          `the text of your private notes (${Math.ceil(bytes / 1024)} kB, sealed): it can be read on your own device alone. Unlock your notes there and export them.`,
        ]
      : []),
  ];
}
