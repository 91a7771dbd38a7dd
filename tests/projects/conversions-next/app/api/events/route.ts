import { cookies } from "next/headers";
import { conversion } from "@/lib/vendors";

export async function POST(request: Request) {
  const { event, doctor } = await request.json();
  await conversion(event, doctor, (await cookies()).get("_fbp")?.value);
  return new Response(null, { status: 204 });
}
