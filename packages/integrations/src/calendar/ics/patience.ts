/** What all rules of a file may take together: once it is used up, nobody can say when the others take place. */
export type Patience = { steps: number };

export const patienceForFile = (): Patience => ({ steps: 150_000 });
