/** A reference that keeps an organisation in the record. */
export interface Reference {
  kind: string;
  count: number;
}

/** An organisation that others refer to stays: the message lists by what. */
export function refuseWithdrawal(references: Reference[]): string | null {
  const kept = references.filter((reference) => reference.count > 0);
  if (kept.length === 0) return null;
  const list = kept.map(({ kind, count }) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(', ');
  return `Other records refer to this organisation: ${list}. Withdraw or change them first.`;
}
