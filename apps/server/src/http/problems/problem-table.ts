/** Each `type` of problem with its status and its plain sentence; the title never names what was asked for. */
export type ProblemTable = Readonly<Record<string, { status: number; title: string }>>;
