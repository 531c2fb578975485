import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { FactorAdded, FactorsView, MeView, PasskeyOptions, type PasskeyAnswer } from '@libs/contracts';
import { useMutation } from '@tanstack/react-query';
import { factorsQuery, refreshFactors } from './factors.ts';
import { queryClient } from './query-client.ts';
import { remove, send, write } from './request.ts';
import { rememberMe } from './session.ts';

const OWN = '/api/me/factors/passkeys';

/** The person broke it off, or the device has no key for this site: the browser does not tell which. */
export class PasskeyNotShown extends Error {}

/** A passkey belongs to a name: at a bare number (http://127.0.0.1:4400) browsers make and show none. */
export const mayUsePasskeys = (): boolean =>
  'PublicKeyCredential' in window && !/^(\d+\.){3}\d+$|^\[/.test(window.location.hostname);

/** The same page under a name, on the own machine; null elsewhere. */
export const addressWithName = (): string | null => {
  const { hostname, port, pathname } = window.location;
  return hostname === '127.0.0.1' || hostname === '[::1]' ? `http://localhost:${port}${pathname}` : null;
};

type Options = { optionsJSON: never };

async function asked<Answer>(path: string, show: (options: Options) => Promise<Answer>): Promise<PasskeyAnswer> {
  const { options } = await write('POST', path, undefined, PasskeyOptions);
  try {
    const { id, rawId, type, response, clientExtensionResults, authenticatorAttachment } = (await show({
      optionsJSON: options as never,
    })) as unknown as PasskeyAnswer;
    const answer = { id, rawId, type, response, clientExtensionResults };
    return authenticatorAttachment ? { ...answer, authenticatorAttachment } : answer;
  } catch (cause) {
    throw new PasskeyNotShown('no passkey was shown', { cause });
  }
}

export async function signInWithPasskey(): Promise<void> {
  const answer = await asked('/api/session/passkey/options', startAuthentication);
  rememberMe(await write('POST', '/api/session/passkey', { answer }, MeView));
}

export async function confirmWithPasskey(): Promise<void> {
  const answer = await asked('/api/me/confirmation/passkey-options', startAuthentication);
  await send('POST', '/api/me/confirmation/passkey', { answer });
  await refreshFactors();
}

export const useAddPasskey = () =>
  useMutation({
    mutationFn: async (name: string) => {
      const answer = await asked(`${OWN}/options`, startRegistration);
      return write('POST', OWN, { name, answer }, FactorAdded);
    },
    onSuccess: refreshFactors,
  });

export const useRenamePasskey = (id: string) =>
  useMutation({
    mutationFn: (name: string) => write('PATCH', `${OWN}/${id}`, { name }, FactorsView),
    onSuccess: (factors) => queryClient.setQueryData(factorsQuery.queryKey, factors),
  });

export const useRemovePasskey = () =>
  useMutation({ mutationFn: (id: string) => remove(`${OWN}/${id}`), onSettled: refreshFactors });
