/** Each a drawing on a 20 by 20 sheet, 1.5 px strokes. A picture never stands without a name beside it or on its button. */
const DRAWINGS = {
  plus: "M10 4v12M4 10h12",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  check: "M4 10.5l4 4 8-9",
  close: "M5 5l10 10M15 5L5 15",
  up: "M10 16V4M5 9l5-5 5 5",
  down: "M10 4v12M5 11l5 5 5-5",
  top: "M4 3.5h12M10 17V7M5.5 11.5L10 7l4.5 4.5",
  bottom: "M4 16.5h12M10 3v10M5.5 8.5L10 13l4.5-4.5",
  left: "M16 10H4M9 5l-5 5 5 5",
  right: "M4 10h12M11 5l5 5-5 5",
  chevron: "M5 8l5 5 5-5",
  hopper: "M3 4h14l-5 7v5l-4-2v-3z",
  calendar: "M3.5 5.5h13v11h-13zM3.5 9h13M7 3v4M13 3v4",
  bin: "M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5",
  restore: "M4 5v4h4M4.5 9A6 6 0 1 1 4 11.5",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l1-1",
  copy: "M7 7h9v9H7zM4 13V4h9",
  clock: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4l2.5 2",
  grip: "M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01",
  mountain: "M2.5 16l5-9 3 5 2-3 5 7z",
  pebble: "M10 7.5a4.5 3.5 0 1 1 0 7 4.5 3.5 0 0 1 0-7z",
  star: "M10 3.2l2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7L3.2 8.2l4.7-.7z",
  spare: "M4 7h12v9H4zM6 4h8v3",
  tag: "M3.5 3.5h6l7 7-6 6-7-7zM7 7h.01",
  pencil: "M4 16l.8-3.5L13 4.3l2.7 2.7-8.2 8.2z",
  person: "M10 3.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM3.8 17c.6-3.4 3-5 6.2-5s5.6 1.6 6.2 5",
  settings: "M4 6h7M15 6h1M4 14h1M9 14h7M13 4.2v3.6M7 12.2v3.6",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  question: "M7.4 7.4a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2.1M10 15h.01",
  flag: "M5 17V3.5M5 4h10l-2.2 3.4L15 11H5",
} as const;

export type IconName = keyof typeof DRAWINGS;

const DOTS: ReadonlySet<IconName> = new Set(["more", "grip"]); // drawn as dots, which want a broader pen

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={DOTS.has(name) ? "icon icon-dots" : "icon"} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
