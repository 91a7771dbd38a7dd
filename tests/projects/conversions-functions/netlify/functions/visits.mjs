export default async () => Response.json([]);
