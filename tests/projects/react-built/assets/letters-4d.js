export default function V(){return 1}
