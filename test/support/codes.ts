import { generateSync } from 'otplib';

/** The code that an app would show, so many steps of 30 seconds before or after now. */
export function codeOf(secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });
}

/** Waits where the step is about to end, so that a test knows which one it is in. */
export async function inOneStep(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 2_000) await new Promise((resolve) => setTimeout(resolve, left));
}
