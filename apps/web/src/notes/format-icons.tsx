const LETTERS: Readonly<Record<string, string>> = { heading_1: "H1", heading_2: "H2", heading_3: "H3" };

/** Each a drawing on a 20 by 20 sheet, like the icons of the page. */
const DRAWINGS: Readonly<Record<string, string>> = {
  strong: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  em: "M12 4H9M11 16H8M11.5 4l-3 12",
  strike: "M4 10h12M13.5 6.5C13 5 11.7 4 10 4 8 4 6.5 5 6.5 7M6.5 13.500c.5 1.5 1.8 2.5 3.5 2.5 2 0 3.5-1 3.5-3",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.700a3 3 0 0 0-4.3-4.300l-1 1M11.5 8.500a3 3 0 0 0-4.3 0l-2.7 2.700a3 3 0 0 0 4.3 4.300l1-1",
  bullet_list: "M8 5h9M8 10h9M8 15h9M4 5h.01M4 10h.01M4 15h.01",
  ordered_list: "M8 5h9M8 10h9M8 15h9M3 4l1.2-.8V7M3 13.200c.8-1 2.2-.6 1.8.5L3 16.500h2.2",
  check_list: "M10 6h7M10 14h7M3 5.500l1.5 1.500L7.5 4M3 13.500l1.5 1.5 3-3",
  blockquote: "M4 4v12M8 6h8M8 10h8M8 14h5",
  code_block: "M3 4h14v12H3zM8.5 8l-2 2 2 2M11.5 8l2 2-2 2",
  horizontal_rule: "M3 10h14",
  indent: "M3 4h14M9 8h8M9 12h8M3 16h14M3 8l3 2-3 2",
  outdent: "M3 4h14M9 8h8M9 12h8M3 16h14M6 8l-3 2 3 2",
};

/** The picture of a format; its button carries the name. */
export function FormatIcon({ format }: { format: string }) {
  const letters = LETTERS[format];
  if (letters !== undefined) return <span aria-hidden="true">{letters}</span>;
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={DRAWINGS[format] ?? ""} />
    </svg>
  );
}

/** A name as a speaking person may call it, too: by the letters that are seen. */
export function spokenName(id: string, name: string): string {
  const letters = LETTERS[id];
  return letters === undefined ? name : `${name}, ${letters}`;
}
