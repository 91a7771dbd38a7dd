export async function POST(request) {
  const { event } = await request.json();
  await fetch("https://api2.amplitude.com/2/httpapi", {
    method: "POST",
    body: JSON.stringify({ events: [{ event_type: event }] }),
  });
  return Response.json({});
}
