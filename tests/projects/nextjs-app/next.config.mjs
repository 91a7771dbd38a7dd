/** @type {import('next').NextConfig} */
const nextConfig = { basePath: '/my' };
export default nextConfig;
