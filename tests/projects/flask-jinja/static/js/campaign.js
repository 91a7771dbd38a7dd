window.ttq = window.ttq || [];
ttq.load('C4A1B2C3D4E5F6');
ttq.page();
