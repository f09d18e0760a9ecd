const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "there is no more room for you on this disk",
  EROFS: "nothing can be written there",
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  ENOENT: "no folder can be made there",
  ENOTDIR: "a file is where a folder would have to be",
  EEXIST: "a file is where a folder would have to be",
  EISDIR: "a folder is where the file would have to be",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
};

/** Why a file could not be written, as the end of a sentence. */
export function sayFileFault(cause: unknown): string {
  const { code = "", message } = (cause instanceof Error ? cause : new Error(String(cause))) as NodeJS.ErrnoException;
  return SENTENCES[code] ?? message;
}
