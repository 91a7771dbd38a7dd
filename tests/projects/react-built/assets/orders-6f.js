export default function V(){return fbq('track','Purchase')}
