import { NextResponse } from 'next/server';
import { getSession } from './lib/session';

export async function proxy(request) {
  if (!(await getSession(request))) {
    return NextResponse.redirect(new URL('/login', request.url));
  }
}

export const config = { matcher: ['/((?!api|_next/static|about|login).*)'] };
