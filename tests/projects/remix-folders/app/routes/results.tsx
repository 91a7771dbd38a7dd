export default function Results() { return <p>Results</p>; }
