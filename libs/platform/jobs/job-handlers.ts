import { Injectable } from '@nestjs/common';
import type { Actor } from '@libs/platform/tenancy';

/** One message of the outbox at work. */
export interface RunningJob {
  /** Stays the same however often it is tried: what is sent carries it, so that who gets it twice can tell. */
  id: string;
  payload: Record<string, unknown>;
  /** Sees what everybody in the workspace sees. Work in transactions of its own, with nothing slow inside. */
  actor: Actor;
  /** Counts from 1. */
  attempt: number;
  /** Aborted when the process is asked to end. */
  signal: AbortSignal | undefined;
  /**
   * Shows how far it is. Nothing is to be caught from it.
   * @throws JobFailed where somebody has cancelled the job: that is how it ends
   */
  progress(done: number, all: number): Promise<void>;
}

export interface JobHandler {
  kind: string;
  /** After so many failures it is dead: shown as such, and tried again only when somebody asks for it. */
  mostAttempts: number;
  /**
   * Does it, at least once: a process that dies after the work and before the note of it leaves the same job to another.
   * @throws JobFailed with what people may read; of any other error they see that it was unexpected
   */
  work(job: RunningJob): Promise<void>;
}

/** Why a job did not work out, in words that hold no secret and no text of a record. */
export class JobFailed extends Error {
  constructor(
    message: string,
    /** Whether it is of no use to try again. */
    readonly isFinal = false,
  ) {
    super(message);
  }
}

/** What this program can do. Rooms name their handlers when they begin. */
@Injectable()
export class JobHandlers {
  private readonly byKind = new Map<string, JobHandler>();

  add(handler: JobHandler): void {
    if (this.byKind.has(handler.kind)) throw new Error(`two handlers for jobs of the kind ${handler.kind}`);
    this.byKind.set(handler.kind, handler);
  }

  of(kind: string): JobHandler | undefined {
    return this.byKind.get(kind);
  }

  get kinds(): string[] {
    return [...this.byKind.keys()];
  }
}
