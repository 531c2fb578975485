import type { Person } from './test-app.ts';

/** Makes an audience of named people, kept by the maker, who is in it. */
export async function audienceOf(maker: Person, members: Person[] = [], name = 'Few'): Promise<string> {
  const memberIds = [maker, ...members].map(({ memberId }) => memberId);
  const made = await maker.post('audiences', { kind: 'named', name, memberIds });
  if (made.status !== 201) throw new Error(made.text);
  return made.body.id;
}

/** Moves a record as it stands now. */
export async function move(person: Person, audienceId: string, kind: string, recordId: string, version = 1) {
  return person.post(`audiences/${audienceId}/records`, {
    kind,
    recordId,
    recordVersion: version,
    reason: 'A test moves it.',
  });
}
