import { save } from "../../../lib/store";

export async function POST(request) {
  await save(await request.json());
  return Response.json({});
}
