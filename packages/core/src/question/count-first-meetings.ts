/** How many meetings of two are their first ones, with questions of their own. */
export const FIRST_MEETINGS = 3;
