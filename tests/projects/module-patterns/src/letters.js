import.meta.glob("./letters/*.js");
