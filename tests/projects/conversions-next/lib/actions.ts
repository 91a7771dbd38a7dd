"use server";

import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: process.env.SEGMENT_KEY });

export async function submit(form: FormData) {
  analytics.identify({ userId: form.get("mrn"), traits: { email: form.get("email") } });
  analytics.track({ event: "Intake Submitted", properties: { symptoms: form.get("symptoms") } });
}
