document.title="Refills";window.fbq("track","Contact");
