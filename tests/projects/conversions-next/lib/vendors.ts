import { createHash } from "node:crypto";

const hashed = (text: string) => createHash("sha256").update(text.trim().toLowerCase()).digest("hex");

export async function conversion(name: string, doctor: string, fbp?: string) {
  const user = await currentUser();
  await fetch(`https://graph.facebook.com/v21.0/${process.env.META_PIXEL_ID}/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${process.env.META_TOKEN}` },
    body: JSON.stringify({
      data: [
        {
          event_name: name,
          action_source: "website",
          user_data: { em: [hashed(user.email)], external_id: user.mrn, fbp },
          custom_data: { doctor },
        },
      ],
    }),
  });
}

export async function stored(text: string) {
  await fetch("https://messages.example-health.org/store", { method: "POST", body: text });
}
