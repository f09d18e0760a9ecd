/** A folder's name for each page: the other's name as file systems take it, numbered where two are called the same. */
export function nameFolders(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = plainName(name) || "page";
    for (let count = 1; ; count += 1) {
      const folder = count === 1 ? plain : `${plain} ${count}`;
      const key = folder.toLowerCase(); // two that differ in case alone are one folder on some systems
      if (taken.has(key)) continue;
      taken.add(key);
      return folder;
    }
  });
}

const MOST_CHARACTERS = 60;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i; // names that Windows keeps for itself

function plainName(name: string): string {
  const plain = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those no file name takes
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, MOST_CHARACTERS)
    .replace(/^[. ]+|[. ]+$/g, "")
    .toWellFormed();
  return RESERVED.test(plain) ? `${plain} page` : plain;
}
