import { strToU8, zipSync } from "fflate";

/** In the shape in which Google Docs saves a web page: styles by class, lists beside each other, links by way of itself. */
export const GOOGLE_HTML = `<html><head><meta content="text/html; charset=UTF-8"><style type="text/css">.c1{font-weight:700}.c2{text-decoration:line-through}ol{margin:0}</style></head><body class="c9 doc-content"><p class="c0 title"><span>Ana / Ben</span></p><h2 class="c3"><span>Nov 10, 2026</span></h2><ul class="c4 lst-kix_abc-0 start"><li class="c5 li-bullet-0"><span>Budget</span></li></ul><ul class="c4 lst-kix_abc-1 start"><li class="c5"><span>less than </span><span class="c1">last year</span></li><li class="c5"><span>see </span><span><a class="c6" href="https://www.google.com/url?q=https://example.org/plan&amp;sa=D&amp;source=editors">the plan</a></span></li></ul><ul class="c4 lst-kix_abc-0"><li class="c5"><span>Hiring</span><span>&nbsp;</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></li></ul><h3><span>Action items</span></h3><ul class="lst-kix_def-0"><li><span>☐ Ask Lee</span></li><li><span>☑ Book a room</span></li></ul><p class="c0"><span></span></p></body></html>`;

const ID = "0123456789abcdef0123456789abcdef";

/** In the shape of Notion's export as Markdown and CSV. */
export const NOTION_FOLDER: Readonly<Record<string, string>> = {
  [`11s ${ID}.csv`]: "Name,Date\nWeekly,November 10 2026\n",
  [`11s/Weekly ${ID}.md`]:
    "# Weekly\n\nDate: November 10, 2026 10:00 AM\nPerson: Ben\n\n## Agenda\n\n- Budget\n- Hiring\n",
  [`11s/2026-11-03 ${ID}.md`]: "# 2026-11-03\n\n### Launch\n\nwent *well*\n",
  [`11s/Garden ${ID}.md`]: "# Garden\n\nA **roof**.\n",
};

export function notionZip(): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(NOTION_FOLDER).map(([name, text]) => [name, strToU8(text)])));
}

/** Tables that those who keep 1:1s elsewhere have, by the nouns that the help pages of each product use. */
export const FELLOW_CSV = `Meeting,Meeting date,Type,Title,Assignees,Due date,Completed,Created by
Ana / Ben,11/10/2026,Talking point,Budget,,,true,Ben Birch
Ana / Ben,11/10/2026,Action item,Ask Lee,Ana Alder,11/27/2026,false,Ana Alder
,,Action item,"Call ""Zoë""",Ben Birch,,true,Ben Birch
`;

export const LATTICE_CSV = `\ufeff1:1 date;Talking point;Comments;Author;Item type;Status
11/10/2026;"Growth; next steps";"wants
to lead";Ben Birch;talking point;Discussed
11/03/2026;Launch;;Ana Alder;talking point;
11/03/2026;Write it down;;Ben Birch;action item;Complete
`;

export const FIFTEEN_FIVE_CSV = `created,talking_point,response,created_by
2026-11-10,How is the migration?,It is slow,ana@example.org
2026-11-10,Holidays,,ben@example.org
,Conference,,ben@example.org
`;
