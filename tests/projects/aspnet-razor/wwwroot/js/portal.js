document.title = 'Portal';
