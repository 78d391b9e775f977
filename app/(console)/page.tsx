export default function HomePage() {
  return <h1 className="sr-only">Calls</h1>;
}
