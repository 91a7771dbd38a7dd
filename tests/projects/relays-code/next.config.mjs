const POSTHOG = "https://us.i.posthog.com";

export default {
  async rewrites() {
    return { beforeFiles: [{ source: "/ingest/:path*", destination: `${POSTHOG}/:path*` }] };
  },
};
