export type NodeTables = {
  node_event: NodeEventTable;
  node_lease: NodeLeaseTable;
  setting: { key: string; value: string };
};

/** What every node has to know of; see `nodes/record-event.ts`. */
export type NodeEventTable = {
  /** counted in the setting `node_event`, visible in its order */
  id: number;
  /** the node that knows already; empty: none does */
  origin: string;
  kind: "access" | "signed_out" | "quarantine";
  subject: string;
  at: string;
};

/** Which node does what is to be done by one; see `nodes/job-lease.ts`. */
export type NodeLeaseTable = {
  name: string;
  holder: string;
  /** rises with every holder, so that a write of an earlier one can be told */
  token: number;
  /** milliseconds since 1970, by the database's clock */
  until: number;
};
