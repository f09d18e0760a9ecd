import type {
  BeginPlanningRound,
  ChooseTurn,
  MyTurn,
  NewestPlanningRound,
} from "@candor/protocol/http/planning-round.ts";
import { z } from "@hono/zod-openapi";
import { workspaceParams } from "../workspace/workspace-schemas.ts";

export const roundParams = workspaceParams.extend({ round: z.uuid() });
export const roundTurnParams = roundParams.extend({ person: z.uuid() });
export const myRoundParams = z.object({ round: z.uuid() });

export const beginRoundSchema = z
  .strictObject({ id: z.uuid(), withSkips: z.boolean() })
  .openapi("BeginPlanningRound") satisfies z.ZodType<BeginPlanningRound>;

const turnSchema = z.object({
  person: z.string(),
  level: z.number(),
  state: z.enum(["settled", "turn", "waits"]),
  waitsFor: z.array(z.string()),
});

export const newestRoundSchema = z
  .object({
    round: z
      .object({
        id: z.string(),
        begunBy: z.string().nullable(),
        begunAt: z.iso.datetime(),
        day: z.string(),
        withSkips: z.boolean(),
        state: z.enum(["open", "done", "cancelled"]),
        turns: z.array(turnSchema),
      })
      .nullable(),
  })
  .openapi("NewestPlanningRound") satisfies z.ZodType<NewestPlanningRound>;

export const myTurnSchema = z
  .object({
    round: z.string(),
    workspaceName: z.string(),
    withSkips: z.boolean(),
    state: z.enum(["waits", "turn", "planning", "stuck", "settled"]),
    waitsFor: z.array(z.string()),
    isAgreed: z.boolean(),
  })
  .openapi("MyPlanningTurn") satisfies z.ZodType<MyTurn>;

export const chooseTurnSchema = z
  .strictObject({ choice: z.enum(["with_round", "by_hand", "as_it_is"]) })
  .openapi("ChoosePlanningTurn") satisfies z.ZodType<ChooseTurn>;
