import { told } from "../../lib/analytics.mjs";

export default async (request) => {
  const form = await request.formData();
  await told(form.get("mrn"), form.get("drug"));
  return new Response(null, { status: 303, headers: { location: "/" } });
};
