import { PostHog } from "posthog-node";

const posthog = new PostHog("phc_0123456789", { host: "https://us.i.posthog.com" });

export async function told(member, drug) {
  posthog.capture({ distinctId: member, event: "refill requested", properties: { drug } });
  await posthog.flush();
}
