/** With fewer, a count of who raised something says who it was. */
export const FEWEST_PEOPLE = 3;
