import type { TokenScope } from "@candor/core/access/may-by-token.ts";
import type { PageAct } from "@candor/document/act/page-act.ts";

/**
 * What an act asks of a token: of each list one. Whoever changes a thing is told how it is then, and so needs leave to
 * read it.
 */
export function scopesOfAct(act: PageAct): readonly (readonly TokenScope[])[] {
  switch (act.type) {
    case "add_topic":
      return [act.place === "hopper" ? ["hopper:write", "topics:write"] : ["topics:write"]];
    case "change_topic":
      return [["topics:write"], ["pages:read"]];
    case "answer_topic":
      return [["agreements:write"], ["pages:read"]];
    case "add_action":
      return [["actions:write"]];
    case "change_action":
      return [["actions:write"], ["pages:read"]];
  }
}
