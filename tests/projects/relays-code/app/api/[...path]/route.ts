export async function POST(request, { params }) {
  const { path } = await params;
  return fetch(`https://api.segment.io/v1/${path.join("/")}`, { method: "POST", body: await request.text() });
}
