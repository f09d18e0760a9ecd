import { FRICTION_KINDS, FRICTION_STATES } from "@candor/core/pairing/pairing.ts";
import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import type { FrictionAnswer, MyFrictions } from "@candor/protocol/http/pairing.ts";
import type { Tables } from "../cadence/read-records.ts";

const MOST = 1000; // more than anybody reads; those that need somebody come first

/** What got in the way on the pages on which somebody has a seat, the archived ones left out. */
export async function readFrictions({ db }: Tables, userId: string, now: Date): Promise<MyFrictions> {
  const rows = await db
    .selectFrom("pairing_thing as friction")
    .innerJoin("pair_member as mine", "mine.pair_id", "friction.page")
    .innerJoin("pair", "pair.id", "friction.page")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["friction.page as pair", "other.name", "mine.member as me", "friction.id", "friction.kind"])
    .select(["friction.text", "friction.severity", "friction.owner", "friction.state", "friction.at"])
    .select(["friction.check_on as checkOn", "friction.came_back as cameBack"])
    .where("mine.user_id", "=", userId)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .where("friction.what", "=", "friction")
    .where("friction.state", "!=", "binned")
    .orderBy((eb) => eb.case().when("friction.state", "in", ["stayed", "let_go"]).then(1).else(0).end())
    .orderBy("friction.at", "desc")
    .orderBy("friction.id")
    .limit(MOST + 1)
    .execute();
  const frictions = rows.slice(0, MOST).map(
    ({ me, owner, kind, state, cameBack, ...row }): FrictionAnswer => ({
      ...row,
      kind: FRICTION_KINDS.find((each) => each === kind) ?? "tooling",
      state: FRICTION_STATES.find((each) => each === state) ?? "open",
      owner: ownerFor(owner, me),
      cameBack: Number(cameBack),
    }),
  );
  return { frictions, isWhole: rows.length <= MOST };
}

function ownerFor(owner: string | null, me: MemberId): FrictionAnswer["owner"] {
  if (owner === null) return null;
  return isMemberId(owner) ? { type: owner === me ? "me" : "them" } : { type: "other", name: owner.slice(1) };
}
