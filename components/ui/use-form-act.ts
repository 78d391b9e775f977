'use client';

import { type SubmitEvent, useState } from 'react';
import { ApiProblem } from '@/lib/api/api-problem';

interface FormAct {
  isRunning: boolean;
  /** Why it was not taken; null where nothing went wrong. */
  sentence: string | null;
  submit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/**
 * Does what a form is for, once at a time. What it throws is said in the form; where it goes on to another page
 * it never resolves, so that the button stays as it is.
 */
export function useFormAct(act: (fields: Record<string, string>) => Promise<void>): FormAct {
  const [state, setState] = useState<{ isRunning: boolean; sentence: string | null }>({
    isRunning: false,
    sentence: null,
  });
  return {
    ...state,
    submit(event) {
      event.preventDefault();
      if (state.isRunning) return;
      const fields = Object.fromEntries(
        [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
      );
      setState({ isRunning: true, sentence: null });
      act(fields)
        .then(() => setState({ isRunning: false, sentence: null }))
        .catch((error: unknown) => setState({ isRunning: false, sentence: sentenceOf(error) }));
    },
  };
}

interface QuickAct {
  act: (work: () => Promise<unknown>) => void;
  /** Why the last one was not done; null where nothing went wrong. */
  sentence: string | null;
}

/** Does what takes no form, such as ending a session. @param onDone Has what is shown asked for again. */
export function useQuickAct(onDone: () => unknown): QuickAct {
  const [sentence, setSentence] = useState<string | null>(null);
  return {
    sentence,
    act(work) {
      setSentence(null);
      work()
        .then(onDone)
        .catch((error: unknown) => setSentence(sentenceOf(error)));
    },
  };
}

/** Why something was not done, for the person who wanted it. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'This page ran into an error. Load it again.';
  if (error.code === 'network-lost')
    return 'Legato does not answer. Check the network, then try again.';
  return error.message;
}
