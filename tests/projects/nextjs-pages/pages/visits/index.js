export default function Visits({ visits }) {
  return <ul>{visits.map((visit) => <li key={visit.id}>{visit.day}</li>)}</ul>;
}

export async function getServerSideProps({ req }) {
  if (!req.cookies.session) {
    return { redirect: { destination: '/login', permanent: false } };
  }
  return { props: { visits: [] } };
}
