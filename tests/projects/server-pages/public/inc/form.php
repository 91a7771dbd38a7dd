<form method="post"><input name="username"><input type="password" name="password"></form>
