import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  FactorsView,
  MeView,
  RecoveryCodes,
  TotpStarted,
  type ConfirmSignIn,
  type ConfirmTotp,
  type TakeSecondStep,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { read, remove, send, write } from './request.ts';
import { rememberMe } from './session.ts';

const OWN = '/api/me/factors';

export const factorsQuery = queryOptions({
  queryKey: ['own-factors'],
  queryFn: () => read(OWN, FactorsView),
  staleTime: 0,
});

const refresh = () => queryClient.invalidateQueries({ queryKey: factorsQuery.queryKey });

export const useSecondStep = () =>
  useMutation({
    mutationFn: (body: TakeSecondStep) => write('POST', '/api/session/second-step', body, MeView),
    onSuccess: rememberMe,
  });

export const useConfirmSignIn = () =>
  useMutation({ mutationFn: (body: ConfirmSignIn) => send('POST', '/api/me/confirmation', body), onSettled: refresh });

export const startTotp = () => write('POST', `${OWN}/totp`, undefined, TotpStarted);

export const useConfirmTotp = () =>
  useMutation({
    mutationFn: (body: ConfirmTotp) => write('POST', `${OWN}/totp/confirm`, body, RecoveryCodes),
    onSuccess: refresh,
  });

export const useRemoveTotp = () => useMutation({ mutationFn: () => remove(`${OWN}/totp`), onSettled: refresh });

export const useRenewRecoveryCodes = () =>
  useMutation({
    mutationFn: () => write('POST', `${OWN}/recovery-codes`, undefined, RecoveryCodes),
    onSettled: refresh,
  });
