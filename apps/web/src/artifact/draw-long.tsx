import { type NoteNode, ownImage } from "@candor/core/notes/note-node.ts";
import type { ComponentChildren } from "preact";

/** A table or an image, for where an artifact is read without its editor; null: neither. */
export function drawLong({ type, attrs }: NoteNode, children: ComponentChildren): ComponentChildren {
  switch (type) {
    case "table":
      return (
        <div class="table-frame">
          <table>
            <tbody>{children}</tbody>
          </table>
        </div>
      );
    case "table_row":
      return <tr>{children}</tr>;
    case "table_cell":
      return attrs?.head === true ? <th>{children}</th> : <td>{children}</td>;
    case "image": {
      const src = ownImage(attrs?.src);
      const alt = String(attrs?.alt ?? "");
      return src === null ? alt : <img src={src} alt={alt} loading="lazy" />;
    }
    default:
      return null;
  }
}
