<html><body><p>${visit}</p></body></html>
