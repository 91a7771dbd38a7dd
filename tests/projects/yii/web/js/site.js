document.title = 'Clinic';
