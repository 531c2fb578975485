import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  FactorAdded,
  FactorsView,
  MeView,
  RecoveryCodes,
  RequiredFactorView,
  TotpStarted,
  type ConfirmSignIn,
  type ConfirmTotp,
  type TakeSecondStep,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, remove, send, write } from './request.ts';
import { meQuery, rememberMe } from './session.ts';

const OWN = '/api/me/factors';

export const factorsQuery = queryOptions({
  queryKey: ['own-factors'],
  queryFn: () => read(OWN, FactorsView),
  staleTime: 0,
});

/** Whether a workspace is open stands in the answer about the person. */
export const refreshFactors = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: factorsQuery.queryKey }),
    queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  ]);

export const useSecondStep = () =>
  useMutation({
    mutationFn: (body: TakeSecondStep) => write('POST', '/api/session/second-step', body, MeView),
    onSuccess: rememberMe,
  });

export const useConfirmSignIn = () =>
  useMutation({
    mutationFn: (body: ConfirmSignIn) => send('POST', '/api/me/confirmation', body),
    onSettled: refreshFactors,
  });

export const startTotp = () => write('POST', `${OWN}/totp`, undefined, TotpStarted);

export const useConfirmTotp = () =>
  useMutation({
    mutationFn: (body: ConfirmTotp) => write('POST', `${OWN}/totp/confirm`, body, FactorAdded),
    onSuccess: refreshFactors,
  });

export const useRemoveTotp = () => useMutation({ mutationFn: () => remove(`${OWN}/totp`), onSettled: refreshFactors });

export const useRenewRecoveryCodes = () =>
  useMutation({
    mutationFn: () => write('POST', `${OWN}/recovery-codes`, undefined, RecoveryCodes),
    onSettled: refreshFactors,
  });

export const requiredFactorQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'second-factor'],
    queryFn: () => read(inWorkspace(workspace, 'second-factor'), RequiredFactorView),
  });

export const useRequireFactor = (workspace: string) =>
  useMutation({
    mutationFn: (required: boolean) =>
      write('PUT', inWorkspace(workspace, 'second-factor'), { required }, RequiredFactorView),
    onSuccess: (view) => queryClient.setQueryData(requiredFactorQuery(workspace).queryKey, view),
  });
