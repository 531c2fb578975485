import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { RequestRefused, ServerUnreachable } from '../../client/request.ts';
import { mayBeEmpty } from './form.ts';
import { inOurWords, problemsOf, problemsOfRefusal } from './problems.ts';

const refused = (code: string, detail: string) =>
  new RequestRefused({ type: 'about:blank', title: 'Refused by a rule', status: 409, detail, code, requestId: 'r' });

describe('problems of a form', () => {
  it.each([
    [z.object({ url: z.url() }), { url: 'thehill.com' }, 'Write the whole address, beginning with https://'],
    [z.object({ name: z.string().min(1) }), { name: '' }, 'Fill this in.'],
    [z.object({ stance: z.enum(['context']) }), {}, 'Choose one.'],
  ])('are said in words that a writer can act on', (schema, body, message) => {
    expect(problemsOf(schema, body)[0]?.message).toBe(message);
  });

  it('belong to the field that the rule is about, without the rule’s code', () => {
    const [problem] = problemsOfRefusal(refused('evidence_missing', 'The verdict "consistent" needs … (C6).'));
    expect(problem?.path).toBe('evidence');
    expect(problem?.message).toBe(
      'Consistent, partly consistent and inconsistent need evidence that is more than context.',
    );
  });

  it.each([
    [
      'Evidence 1 cannot have the stance "supports": too late (D3).',
      'Evidence 1 cannot have the stance “supports”: too late.',
    ],
    ['The verdict "partly_consistent" needs more (C6, D3).', 'The verdict “Partly consistent” needs more.'],
  ])('have no codes and no keys in them: %s', (message, words) => {
    expect(inOurWords(message)).toBe(words);
  });

  it('say that typed text is kept where the server is lost', () => {
    expect(problemsOfRefusal(new ServerUnreachable(null))[0]?.message).toBe(
      'The server does not answer. What you typed is kept.',
    );
  });
});

describe('a field of a contract', () => {
  const schema = z.strictObject({ name: z.string().min(1), note: z.string().nullable().default(null) });
  it('may stay empty where the contract takes a body without it', () => {
    expect([mayBeEmpty(schema, 'name'), mayBeEmpty(schema, 'note'), mayBeEmpty(schema, 'unknown')]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
