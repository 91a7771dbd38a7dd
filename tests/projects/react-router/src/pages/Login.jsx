export default function Login() {
  return <form method="post"><label>E-mail<input type="email" name="email" /></label></form>;
}
