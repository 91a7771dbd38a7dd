import { stored } from "@/lib/vendors";

export async function POST(request: Request) {
  await stored(await request.text());
  return new Response(null, { status: 204 });
}
