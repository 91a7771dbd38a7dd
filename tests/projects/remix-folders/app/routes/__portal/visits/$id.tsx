export default function Visit() { return <p>Visit</p>; }
