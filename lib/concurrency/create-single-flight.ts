import { untilAborted } from './until-aborted';

interface Flight<T> {
  answer: Promise<T>;
  controller: AbortController;
  waiting: number;
}

export type SingleFlight<T> = (
  question: string,
  signal: AbortSignal | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/**
 * Lets callers with the same question share one answer. A caller whose signal aborts is rejected
 * alone; the question itself is aborted when the last of them has left. Nothing is remembered
 * once it is answered. The answer is shared: do not change it.
 */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  function start(question: string, ask: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { answer: ask(controller.signal), controller, waiting: 0 };
    const land = () => {
      if (flights.get(question) === flight) flights.delete(question);
    };
    flight.answer.then(land, land);
    flights.set(question, flight);
    return flight;
  }

  return async (question, signal, ask) => {
    signal?.throwIfAborted();
    const flight = flights.get(question) ?? start(question, ask);
    flight.waiting += 1;
    try {
      return await untilAborted(flight.answer, signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && flights.get(question) === flight) {
        flights.delete(question);
        flight.controller.abort();
      }
    }
  };
}
