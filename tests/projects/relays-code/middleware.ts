import { NextResponse } from "next/server";

export function middleware(request) {
  const url = request.nextUrl.clone();
  url.hostname = "api.mixpanel.com";
  url.pathname = url.pathname.replace(/^\/mp/, "");
  return NextResponse.rewrite(url);
}

export const config = { matcher: "/mp/:path*" };
