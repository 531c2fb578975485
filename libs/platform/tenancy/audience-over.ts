import { randomInt } from 'node:crypto';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import type { Actor } from './actor.ts';

/** A record that another one rests on, as far as its readers go. */
export interface Ground {
  /** Its short number, for a refusal. */
  label: string;
  audienceId: string;
}

/** Numbers from here on are drawn, not counted: they belong to records that not everybody sees. */
export const FIRST_DRAWN_NUMBER = 10_000_000;
const NUMBERS_END = 100_000_000;

/** A number that tells nothing of how many there are (decision 10). */
export function drawNumber(): number {
  return randomInt(FIRST_DRAWN_NUMBER, NUMBERS_END);
}

/**
 * The audience of a record that rests on others: the chosen one, or else the narrowest among them. Nobody reads a
 * record without those that it rests on, so it is never for more people than each of them.
 * @param chosen the audience that the writer names, or the one that the record has already
 * @throws InvalidInput at `audienceId` for an audience that the writer is not in, the same as for none at all;
 * RuleBroken `mixed_audiences` where no audience may read all grounds, `wider_than_grounds` where the chosen one is wider
 */
export function audienceOver(
  { actor }: { actor: Pick<Actor, 'audiences' | 'everyoneAudienceId'> },
  grounds: readonly Ground[],
  chosen?: string,
): string {
  if (chosen !== undefined && !actor.audiences.includes(chosen)) {
    throw new InvalidInput([
      { path: 'audienceId', code: 'no_audience', message: 'names no audience that you are in: choose one of your own' },
    ]);
  }
  const narrow = grounds.filter(({ audienceId }) => audienceId !== actor.everyoneAudienceId);
  const [first] = narrow;
  if (!first) return chosen ?? actor.everyoneAudienceId;
  const other = narrow.find(({ audienceId }) => audienceId !== first.audienceId);
  if (other) {
    throw new RuleBroken(
      'mixed_audiences',
      `${first.label} and ${other.label} are not open to the same people. Record one for each audience.`,
    );
  }
  if (chosen === undefined || chosen === first.audienceId) return first.audienceId;
  throw new RuleBroken(
    'wider_than_grounds',
    `This rests on ${first.label}, which is not open to all of that audience. Choose the audience of ${first.label}, or move ${first.label} first.`,
  );
}
