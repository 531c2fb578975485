import { Foundations1764000000001 } from './001-foundations.ts';
import { Identity1764000000002 } from './002-identity.ts';
import { Organisations1764000000003 } from './003-organisations.ts';
import { Sources1764000000004 } from './004-sources.ts';
import { Statements1764000000005 } from './005-statements.ts';
import { Findings1764000000006 } from './006-findings.ts';
import { Assessments1764000000007 } from './007-assessments.ts';
import { Scorecards1764000000008 } from './008-scorecards.ts';
import { Letters1764000000009 } from './009-letters.ts';
import { Cases1764000000010 } from './010-cases.ts';
import { Search1764000000011 } from './011-search.ts';
import { KnownAddresses1764000000012 } from './012-known-addresses.ts';
import { ExcerptCheck1764000000013 } from './013-excerpt-check.ts';
import { Invitations1764000000014 } from './014-invitations.ts';
import { SessionDevices1764000000017 } from './017-session-devices.ts';
import { IdempotencyKeys1764000000018 } from './018-idempotency-keys.ts';
import { Jobs1764000000021 } from './021-jobs.ts';
import { JobCancels1764000000022 } from './022-job-cancels.ts';
import { ApiTokens1764000000024 } from './024-api-tokens.ts';
import { SecondFactors1764000000025 } from './025-second-factors.ts';
import { RequiredFactor1764000000026 } from './026-required-factor.ts';
import { Passkeys1764000000027 } from './027-passkeys.ts';
import { AudienceKeepers1764000000028 } from './028-audience-keepers.ts';
import { Moves1764000000029 } from './029-moves.ts';
import { Restrictions1764000000030 } from './030-restrictions.ts';
import { SourceTexts1764000000031 } from './031-source-texts.ts';
import { Erasure1764000000032 } from './032-erasure.ts';
import { ClosedWorkspaces1764000000033 } from './033-closed-workspaces.ts';
import { SingleSignOn1764000000035 } from './035-single-sign-on.ts';
import { SealedNotes1764000000037 } from './037-sealed-notes.ts';
import { Files1764000000038 } from './038-files.ts';

/** Every migration, in the order in which they run. */
export const MIGRATIONS = [
  Foundations1764000000001,
  Identity1764000000002,
  Organisations1764000000003,
  Sources1764000000004,
  Statements1764000000005,
  Findings1764000000006,
  Assessments1764000000007,
  Scorecards1764000000008,
  Letters1764000000009,
  Cases1764000000010,
  Search1764000000011,
  KnownAddresses1764000000012,
  ExcerptCheck1764000000013,
  Invitations1764000000014,
  SessionDevices1764000000017,
  IdempotencyKeys1764000000018,
  Jobs1764000000021,
  JobCancels1764000000022,
  ApiTokens1764000000024,
  SecondFactors1764000000025,
  RequiredFactor1764000000026,
  Passkeys1764000000027,
  AudienceKeepers1764000000028,
  Moves1764000000029,
  Restrictions1764000000030,
  SourceTexts1764000000031,
  Erasure1764000000032,
  ClosedWorkspaces1764000000033,
  SingleSignOn1764000000035,
  SealedNotes1764000000037,
  Files1764000000038,
];
