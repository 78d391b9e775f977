import { notFound } from 'next/navigation';

/** Every address without a page of its own, so that it is told inside the shell, search at hand. */
export default function MissingRoute() {
  notFound();
}
