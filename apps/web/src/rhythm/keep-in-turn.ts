/**
 * Saves texts one after the other. Whoever saves again before the first has arrived follows on what they sent
 * themselves, and must not be told that somebody else has changed it. Where the first was not kept, what was seen counts.
 *
 * @param save keeps a text in place of `was`, where that is still what stands there; null: nothing. It never rejects.
 */
export function keepInTurn<Place>(save: (place: Place, text: string, was: string | null) => Promise<boolean>) {
  const sent = new Map<Place, { text: string; isKept: Promise<boolean> }>();
  return (place: Place, text: string, seen: string | null): Promise<boolean> => {
    const before = sent.get(place);
    const follow = async () => save(place, text, before && (await before.isKept) ? before.text || null : seen);
    const now = { text, isKept: follow() };
    sent.set(place, now);
    void now.isKept.then(() => {
      if (sent.get(place) === now) sent.delete(place);
    });
    return now.isKept;
  };
}
