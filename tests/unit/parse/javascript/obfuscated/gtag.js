window.dataLayer = window.dataLayer || [];
function gtag() { dataLayer.push(arguments); }
gtag('js', new Date());
gtag('config', 'G-ABCDEF1234');
gtag('event', 'appointment_booked', {department: 'oncology'});
