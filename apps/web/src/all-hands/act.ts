import type { AllHandsAnswer } from "@candor/protocol/http/all-hands.ts";
import type { ApiResult } from "../people/api-client.ts";

export type Act = (asked: Promise<ApiResult<AllHandsAnswer>>, done?: string) => Promise<boolean>;
