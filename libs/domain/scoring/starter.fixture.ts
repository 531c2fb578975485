import type { Method, MethodNode } from './method.ts';

const SCALE = { min: 0, max: 100 };
const YES_PARTIAL_NO = [
  { key: 'yes', points: 100 },
  { key: 'partial', points: 50 },
  { key: 'no', points: 0 },
];

function indicator(id: string, label: string): MethodNode {
  return { id, label, weight: 1, polarity: 'normal', scale: SCALE, rubric: YES_PARTIAL_NO };
}

/** The starter method (decision 12), as the specs of this folder use it. */
export const STARTER: Method = {
  id: 'starter',
  title: 'Starter method',
  version: '1',
  status: 'starter',
  digits: 0,
  rounding: 'half_up',
  rankMode: 'none',
  coverageThreshold: 0.5,
  evidenceFloor: 'two_reports',
  total: false,
  sides: {
    policy: {
      rollup: 'mean',
      scale: SCALE,
      unknownPolicy: 'skip',
      notApplicablePolicy: 'leave_out',
      indicators: [
        indicator('P1', 'Public commitment on product misuse'),
        indicator('P2', 'Condition that can be tested'),
        indicator('P3', 'Covers resale and indirect sale'),
        indicator('P4', 'Monitoring described'),
      ],
    },
    conduct: {
      rollup: 'mean',
      scale: SCALE,
      unknownPolicy: 'skip',
      notApplicablePolicy: 'leave_out',
      indicators: [
        {
          ...indicator('C1', 'Reported supply, share or investment'),
          polarity: 'reversed',
          rubric: [
            { key: 'yes', points: 0 },
            { key: 'partial', points: 50 },
            { key: 'no', points: 100 },
          ],
          notFoundPoints: 'no_points',
        },
        indicator('C2', 'Account given when asked'),
        indicator('C3', 'Change reported'),
        indicator('C4', 'Remedy'),
      ],
    },
  },
  pairs: [
    { id: 'P3-C1', policy: 'P3', conduct: 'C1', label: 'Resale and supply' },
    { id: 'P4-C3', policy: 'P4', conduct: 'C3', label: 'Monitoring and change' },
  ],
};
