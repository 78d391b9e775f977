export default function HomePage() {
  return <h1>Legato</h1>;
}
