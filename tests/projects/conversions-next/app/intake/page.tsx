import { submit } from "@/lib/actions";

export default function Page() {
  return (
    <form action={submit}>
      <textarea name="symptoms" />
      <button>Send</button>
    </form>
  );
}
