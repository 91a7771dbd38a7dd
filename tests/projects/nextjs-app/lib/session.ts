export const getSession = async (request) => request.cookies.get('session');
