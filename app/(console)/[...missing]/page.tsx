import { notFound } from 'next/navigation';

/** Every address without a page, so that the message appears inside the shell, with search at hand. */
export default function MissingRoute() {
  notFound();
}
