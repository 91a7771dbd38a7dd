<title>Notes</title>
