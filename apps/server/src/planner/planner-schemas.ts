import type { Plan } from "@candor/core/planner/plan.ts";
import type { SeriesPattern, WeekHours } from "@candor/core/planner/plan-problem.ts";
import type { PlannerSettings } from "@candor/core/planner/planner-settings.ts";
import { isTimeZone } from "@candor/document/page/read-settings.ts";
import type {
  AppliedPlan,
  ApplyPlan,
  PlannerView,
  PricedPlan,
  PricePlan,
  SolveView,
} from "@candor/protocol/http/planner.ts";
import { z } from "@hono/zod-openapi";

const MOST_SERIES = 80;
const MOST_MOVES = 60;
const MOST_WINDOWS = 4; // of one day
const MOST_DAYS_OFF = 366;
const MOST_PINNED = 500;

const minute = z.number().int().min(0).max(1440);
const hoursWindow = z
  .strictObject({ from: minute, until: minute })
  .refine(({ from, until }) => from < until, "Hours end after they begin.");
const windows = z.array(hoursWindow).max(MOST_WINDOWS).optional();
const slider = z.number().min(-1).max(1);
const weekday = z.number().int().min(1).max(7);
const date = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const dateTime = z.string().regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/);

export const plannerSettingsSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, "That is no time zone.").nullable(),
    hours: z.strictObject({
      ...{ 1: windows, 2: windows, 3: windows, 4: windows, 5: windows, 6: windows, 7: windows },
    }) as unknown as z.ZodType<WeekHours>,
    daysOff: z.array(date).max(MOST_DAYS_OFF),
    kickoff: z.strictObject({ weekday, isNever: z.boolean() }).nullable(),
    sliders: z.strictObject({ spreadBatch: slider, stableIdeal: slider, mineTheirs: slider }),
    pinned: z.array(z.uuid()).max(MOST_PINNED),
    skips: z.boolean().default(false),
  })
  .openapi("PlannerSettings") satisfies z.ZodType<PlannerSettings>;

const pattern = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("weeks"), every: z.number().int().min(1).max(26), date, time }),
  z.strictObject({ type: z.literal("month"), nth: z.number().int().min(1).max(4), weekday, time }),
]) satisfies z.ZodType<SeriesPattern>;

const planSchema = z
  .strictObject({
    series: z
      .array(
        z.strictObject({
          seriesId: z.uuid(),
          pattern: pattern.nullable(),
          moves: z.array(z.strictObject({ date, to: dateTime.nullable() })).max(MOST_MOVES),
        }),
      )
      .max(MOST_SERIES),
  })
  .openapi("Plan") satisfies z.ZodType<Plan>;

export const pricePlanSchema = z.strictObject({ plan: planSchema }).openapi("PricePlan") satisfies z.ZodType<PricePlan>;

export const applyPlanSchema = z
  .strictObject({ id: z.uuid(), mark: z.string().max(100), plan: planSchema })
  .openapi("ApplyPlan") satisfies z.ZodType<ApplyPlan>;

/** What is only told: its shape stands in `protocol/http/planner.ts`. */
const told = <T>(name: string) => z.custom<T>(() => true).openapi(name, { type: "object" });

export const plannerViewSchema = told<PlannerView>("PlannerView");
export const solveViewSchema = told<SolveView>("SolveView");
export const pricedPlanSchema = told<PricedPlan>("PricedPlan");
export const appliedPlanSchema = told<AppliedPlan>("AppliedPlan");
