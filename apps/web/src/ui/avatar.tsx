type AvatarProps = { name: string; isMe: boolean };

/** Initials in the person's colour. Always beside the name, never instead of it. */
export function Avatar({ name, isMe }: AvatarProps) {
  return (
    <span class={`avatar ${isMe ? "is-you" : "is-them"}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** The first letters of the first and the last word, as whole characters; "?" where there is no name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = picked.map((word) => firstCharacter(word ?? "")).join("");
  return letters === "" ? "?" : letters.toLocaleUpperCase();
}

function firstCharacter(word: string): string {
  const first = new Intl.Segmenter().segment(word)[Symbol.iterator]().next().value;
  return first?.segment ?? "";
}
