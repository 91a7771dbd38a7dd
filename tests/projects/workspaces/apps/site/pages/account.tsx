import { name } from "@acme/site/names";

export default function Account() {
  return <p>{name}</p>;
}
