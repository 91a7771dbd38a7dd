export default function V(){return fbq('track','Help')}
