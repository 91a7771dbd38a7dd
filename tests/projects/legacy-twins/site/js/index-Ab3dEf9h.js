window.fbq("track","Contact");document.title="Pharmacy";
