import { requireSession } from '../../lib/session';

export default function Visit({ visit }) {
  return <h1>Your visit on {visit.day}</h1>;
}

export const getServerSideProps = requireSession(async ({ params }) => ({ props: { visit: { id: params.id, day: '' } } }));
